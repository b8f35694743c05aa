package dev.sendfile.mmap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sendfile.FileSource;
import dev.sendfile.Sendfile;
import dev.sendfile.TransferException;
import dev.sendfile.TransferRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * A mapping that many transfers use goes when its file is replaced or closed, and not before the
 * last of them has ended: whoever read what is no longer mapped would take the JVM with it.
 */
class SharedMappingTest {

  private static final int THREADS = 3;
  private static final int REPLACEMENTS = 50;

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void begin() throws IOException {
    file = folder.resolve("shared-mapping");
    replace(0);
  }

  /** By a file of another length, full of another byte. */
  private void replace(int version) throws IOException {
    byte[] content = new byte[20_000 + version];
    Arrays.fill(content, (byte) version);
    Files.move(Files.write(folder.resolve("next"), content), file, StandardCopyOption.ATOMIC_MOVE);
  }

  private static byte[] send(Sendfile sendfile, FileSource source) throws IOException {
    ByteArrayOutputStream received = new ByteArrayOutputStream();
    sendfile.transfer(TransferRequest.from(source).to(Channels.newChannel(received)));
    return received.toByteArray();
  }

  /** Sends until the source is closed. */
  private static void sendOn(Sendfile sendfile, FileSource source, CountDownLatch begun) {
    while (true) {
      byte[] sent;
      try {
        sent = send(sendfile, source);
      } catch (TransferException e) {
        assertThat(e).hasMessageContaining("is closed");
        return;
      } catch (IOException e) {
        throw new AssertionError(e);
      }
      assertThat(sent).hasSize(20_000 + sent[0]).containsOnly(sent[0]);
      begun.countDown();
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void isUnmappedAfterTheLastTransferThatUsesIt() throws Exception {
    Sendfile sendfile = Sendfile.builder().strategies(new MappedWrite()).force("mmap").build();
    CountDownLatch begun = new CountDownLatch(2 * THREADS);
    List<CompletableFuture<Void>> sending = new ArrayList<>();
    try (FileSource source = FileSource.builder(file).mapped().checkEvery(Duration.ZERO).open()) {
      for (int i = 0; i < THREADS; i++) {
        sending.add(
            CompletableFuture.runAsync(
                () -> sendOn(sendfile, source, begun), it -> new Thread(it).start()));
      }
      assertThat(begun.await(1, TimeUnit.MINUTES)).isTrue();
      for (int i = 1; i <= REPLACEMENTS; i++) {
        int size = 20_000 + i;
        replace(i);
        while (send(sendfile, source).length != size) {
          Thread.onSpinWait(); // another thread is looking, and was not waited for
        }
      }
    }
    for (CompletableFuture<Void> each : sending) {
      each.get(1, TimeUnit.MINUTES);
    }
    assertThat(Files.readString(Path.of("/proc/self/maps"))).doesNotContain("shared-mapping");
  }
}
