package dev.sendfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A virtual thread that waits for a FIFO holds no carrier, and is freed as any other is. */
@EnabledForJreRange(min = JRE.JAVA_21)
@Timeout(300)
class VirtualFifoTest {

  private static final Duration AT_MOST = Duration.ofMinutes(1);

  @TempDir Path folder;

  private final Sendfile sendfile = Deployed.of(new Scripted("a")).sendfile();
  private Path fifo;
  private Path file;

  /** Of the test: whoever opens the FIFO meets it, and nobody reads or writes there. */
  private FileChannel both;

  private enum Blocked {
    READING_A_PATH,
    WRITING_TO_A_PATH,
    READING_A_CHANNEL,
    WRITING_TO_A_CHANNEL
  }

  @BeforeEach
  void makeFifo() throws Exception {
    fifo = folder.resolve("fifo");
    file = Files.write(folder.resolve("file"), new byte[1 << 20]);
    try {
      assumeTrue(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor() == 0);
    } catch (IOException e) {
      assumeTrue(false, "there is no mkfifo: " + e);
    }
    both = FileChannel.open(fifo, StandardOpenOption.READ, StandardOpenOption.WRITE);
  }

  @AfterEach
  void close() throws IOException {
    both.close();
  }

  private TransferRequest request(Blocked how) {
    Path received = folder.resolve("received");
    return switch (how) {
      case READING_A_PATH -> TransferRequest.from(fifo).to(received);
      case WRITING_TO_A_PATH -> TransferRequest.from(file).to(fifo);
      case READING_A_CHANNEL -> TransferRequest.from((ReadableByteChannel) both).to(received);
      case WRITING_TO_A_CHANNEL -> TransferRequest.from(file).to(both);
    };
  }

  private interface Running {
    void run() throws IOException;
  }

  private final CompletableFuture<Throwable> ended = new CompletableFuture<>();

  private Thread start(Running transfer) throws Exception {
    Runnable run = () -> ended.complete(catchThrowable(transfer::run));
    return (Thread) Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, run);
  }

  private static void awaitBlocked() {
    await()
        .atMost(AT_MOST)
        .until(
            () ->
                Thread.getAllStackTraces().entrySet().stream()
                    .filter(it -> it.getKey().getName().equals("sendfile-waiter"))
                    .flatMap(it -> Arrays.stream(it.getValue()))
                    .anyMatch(it -> it.getMethodName().matches("(read|write)v?0")));
  }

  @ParameterizedTest
  @EnumSource
  void aTimeoutFreesIt(Blocked how) throws Exception {
    Sendfile timed =
        sendfile.withReadTimeout(Duration.ofMillis(300)).withWriteTimeout(Duration.ofMillis(300));
    start(() -> timed.transfer(request(how)));

    assertThat(ended.get(1, TimeUnit.MINUTES)).isInstanceOf(TransferTimeoutException.class);
  }

  @ParameterizedTest
  @EnumSource
  void aCancelFreesIt(Blocked how) throws Exception {
    try (Transfer transfer = sendfile.open(request(how))) {
      start(transfer::run);
      awaitBlocked();
      transfer.cancel();

      assertThat(ended.get(1, TimeUnit.MINUTES)).isInstanceOf(TransferCancelledException.class);
    }
  }

  @ParameterizedTest
  @EnumSource
  void anInterruptFreesIt(Blocked how) throws Exception {
    Thread thread = start(() -> sendfile.transfer(request(how)));
    awaitBlocked();
    thread.interrupt();

    assertThat(ended.get(1, TimeUnit.MINUTES)).isInstanceOf(TransferInterruptedException.class);
  }
}
