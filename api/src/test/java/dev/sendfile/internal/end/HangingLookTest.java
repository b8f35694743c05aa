package dev.sendfile.internal.end;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A look at a prepared file that does not come back, and all who use that file meanwhile. */
@Timeout(60)
class HangingLookTest {

  @TempDir Path folder;

  private HangingLook slow;
  private Path path;
  private PreparedFile file;
  private CompletableFuture<EngineSource> looking;

  /** One transfer looks, and hangs. */
  @BeforeEach
  void hang() throws IOException {
    path = Files.write(folder.resolve("file"), new byte[10]);
    slow = new HangingLook();
    file = new PreparedFile(slow.path(path), 0, 0);
    slow.hang();
    looking = new CompletableFuture<>();
    new Thread(
            () -> {
              try {
                looking.complete(file.acquire());
              } catch (IOException | RuntimeException e) {
                looking.completeExceptionally(e);
              }
            })
        .start();
    await().until(() -> slow.hanging() == 1);
  }

  @AfterEach
  void close() {
    slow.goOn();
    file.close();
  }

  @Test
  void othersBeginWithWhatWasSeenLast() throws Exception {
    EngineSource other = file.acquire();
    assertThat(other.size()).isEqualTo(10);
    other.release();

    Files.write(path, new byte[20]);
    slow.goOn();
    assertThat(looking.get().size()).as("who looked sees what is there").isEqualTo(20);
    looking.get().release();
  }

  @Test
  void aStrategyThatGoesIsLetGo() throws Exception {
    file.letGo(getClass().getClassLoader());

    slow.goOn();
    assertThat(looking.get().size()).isEqualTo(10);
    looking.get().release();
  }

  @Test
  void itsOwnerClosesIt() throws IOException {
    Files.write(path, new byte[20]); // so that it is opened again once the look comes back
    file.close();
    assertThatThrownBy(() -> file.acquire()).isInstanceOf(UnusableEndException.class);

    slow.goOn();
    assertThatThrownBy(() -> looking.get())
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(UnusableEndException.class);
  }
}
