package dev.sendfile.internal.end;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import dev.sendfile.Sendfile;
import dev.sendfile.TransferInterruptedException;
import dev.sendfile.TransferRequest;
import dev.sendfile.TransferTimeoutException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Who only asks what would be done can give up where a file system does not answer. */
@Timeout(120)
class HangingExplanationTest {

  @TempDir Path folder;

  private HangingLook slow;
  private TransferRequest request;

  @BeforeEach
  void hang() throws IOException {
    Path path = Files.write(folder.resolve("file"), new byte[10]);
    slow = new HangingLook();
    request = TransferRequest.from(slow.path(path)).to(OutputStream.nullOutputStream());
    slow.hang();
  }

  @AfterEach
  void goOn() {
    slow.goOn();
  }

  @Test
  void byAnInterrupt() throws Exception {
    CompletableFuture<Throwable> ended = new CompletableFuture<>();
    CompletableFuture<Boolean> flag = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              ended.complete(catchThrowable(() -> Sendfile.getDefault().explain(request)));
              flag.complete(Thread.currentThread().isInterrupted());
            });
    thread.start();
    await().until(() -> slow.hanging() == 1);

    thread.interrupt();

    assertThat(ended.get()).isInstanceOf(TransferInterruptedException.class);
    assertThat(flag.get()).as("the flag is kept").isTrue();
  }

  @Test
  void byATimeout() {
    Sendfile timed = Sendfile.getDefault().withReadTimeout(Duration.ofMillis(300));

    assertThat(catchThrowable(() -> timed.explain(request)))
        .isInstanceOf(TransferTimeoutException.class);
  }

  @Test
  void whoWaitsGetsTheAnswer() throws Exception {
    CompletableFuture<Long> length = new CompletableFuture<>();
    new Thread(
            () -> {
              try {
                length.complete(Sendfile.getDefault().explain(request).length());
              } catch (IOException | RuntimeException e) {
                length.completeExceptionally(e);
              }
            })
        .start();
    await().until(() -> slow.hanging() == 1);
    slow.goOn();

    assertThat(length.get()).isEqualTo(10);
  }
}
