package dev.sendfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A FIFO by its path, which nobody has opened at its other side. */
class FifoTest {

  @TempDir Path folder;

  private final Sendfile sendfile = Deployed.of(new Scripted("a")).sendfile();
  private Path fifo;
  private Path file;

  @BeforeEach
  void makeFifo() throws Exception {
    fifo = folder.resolve("fifo");
    file = Files.write(folder.resolve("file"), new byte[1000]);
    try {
      assumeTrue(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor() == 0);
    } catch (IOException e) {
      assumeTrue(false, "there is no mkfifo: " + e);
    }
  }

  private static long openers() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(it -> it.getName().equals("sendfile-opener"))
        .count();
  }

  private static void awaitOpeners(long number) {
    await().atMost(Duration.ofMinutes(1)).until(() -> openers() == number);
  }

  @Test
  void aTimeoutGivesUpToOpenASource() {
    Sendfile timed = sendfile.withReadTimeout(Duration.ofMillis(300));

    assertThat(catchThrowable(() -> timed.transfer(TransferRequest.from(fifo).to(file))))
        .isInstanceOf(TransferTimeoutException.class);
    assertThat(file).as("it was not truncated").hasSize(1000);
    awaitOpeners(0);
  }

  @Test
  void aTimeoutGivesUpToOpenATarget() {
    Sendfile timed = sendfile.withWriteTimeout(Duration.ofMillis(300));

    assertThat(catchThrowable(() -> timed.transfer(TransferRequest.from(file).to(fifo))))
        .isInstanceOf(TransferTimeoutException.class);
    awaitOpeners(0);
  }

  /** Whoever had put it there would get the file. */
  @Test
  void isNoNewFile() {
    TransferRequest request =
        TransferRequest.from(file).to(fifo).targetOptions(TargetOption.CREATE_NEW);
    Sendfile timed = sendfile.withWriteTimeout(Duration.ofMillis(300)); // if it opens it after all

    assertThat(catchThrowable(() -> timed.transfer(request)))
        .isInstanceOf(TransferException.class)
        .hasMessageContaining("exists already; remove it");
    assertThat(openers()).isZero();
  }

  @Test
  void aCancelGivesUp() throws Exception {
    try (Transfer transfer = sendfile.open(TransferRequest.from(file).to(fifo))) {
      CompletableFuture<Throwable> ended =
          CompletableFuture.supplyAsync(() -> catchThrowable(transfer::run));
      awaitOpeners(1);
      transfer.cancel();

      assertThat(ended.get()).isInstanceOf(TransferCancelledException.class);
    }
    awaitOpeners(0);
  }

  @Test
  void anInterruptGivesUp() throws Exception {
    CompletableFuture<Throwable> ended = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () ->
                ended.complete(
                    catchThrowable(() -> sendfile.transfer(TransferRequest.from(fifo).to(file)))));
    thread.start();
    awaitOpeners(1);
    thread.interrupt();

    assertThat(ended.get())
        .isInstanceOfSatisfying(
            TransferInterruptedException.class,
            e -> assertThat(e.bytesTransferredAtMost()).isZero());
    awaitOpeners(0);
  }

  /** What was read before was accepted, and the read that was interrupted has moved nothing. */
  @Test
  void anInterruptDuringAReadHidesNoBytes() throws Exception {
    CompletableFuture<Throwable> ended = new CompletableFuture<>();
    Sink sink = new Sink();
    Thread thread =
        new Thread(
            () ->
                ended.complete(
                    catchThrowable(() -> sendfile.transfer(TransferRequest.from(fifo).to(sink)))));
    thread.start();
    try (FileChannel peer = FileChannel.open(fifo, StandardOpenOption.WRITE)) {
      peer.write(ByteBuffer.allocate(1000));
      await().atMost(Duration.ofMinutes(1)).until(() -> isReadingAgain(thread, sink));
      thread.interrupt();

      assertThat(ended.get())
          .isInstanceOfSatisfying(
              TransferInterruptedException.class,
              e -> {
                assertThat(e.bytesTransferred()).isEqualTo(1000);
                assertThat(e.bytesTransferredAtMost()).isEqualTo(1000);
              });
    }
  }

  private static boolean isReadingAgain(Thread thread, Sink sink) {
    return sink.taken().length == 1000
        && Arrays.stream(thread.getStackTrace()).anyMatch(it -> it.getMethodName().equals("read0"));
  }

  @Test
  void whoExplainsDoesNotOpen() throws Exception {
    assertThat(sendfile.explain(TransferRequest.from(fifo).to(file))).isNotNull();
    assertThat(openers()).isZero();
  }
}
