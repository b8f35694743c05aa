package dev.sendfile.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sendfile.Sendfile;
import dev.sendfile.TransferException;
import dev.sendfile.TransferRequest;
import dev.sendfile.TransferResult;
import dev.sendfile.tck.fixture.Content;
import dev.sendfile.tck.fixture.Line;
import dev.sendfile.tck.fixture.Pause;
import dev.sendfile.tck.fixture.Receiver;
import dev.sendfile.tck.fixture.SourceKind;
import dev.sendfile.tck.fixture.Task;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * A transfer that cannot go on: its receiver has read one byte and reads no more until it is
 * released.
 */
final class Stalled implements AutoCloseable {

  /** Content that no buffer on the way has room for: 4 MiB. */
  static final int SIZE = 4 << 20;

  static final byte[] CONTENT = Content.bytes(SIZE);

  /** How long what ends a transfer may take. The promise is 200 ms; many at once get more. */
  static final Duration SOON = Duration.ofSeconds(1);

  /** Naps in which a transfer fills the buffers on its way, generously. */
  private static final int SETTLING = 30;

  private final SendCase row;
  private final Path file;
  private final Line line;
  private final SourceKind.Opened opened;
  private final Receiver receiver;

  private Stalled(SendCase row) throws IOException {
    this.row = row;
    this.file = row.files().holding(CONTENT);
    this.line = row.target().openNarrow();
    this.opened = row.source().open(file);
    this.receiver = Receiver.stallingAfter(line, 1);
  }

  static Stalled of(SendCase row) throws IOException {
    return new Stalled(row);
  }

  Path file() {
    return file;
  }

  Line line() {
    return line;
  }

  SourceKind.Opened opened() {
    return opened;
  }

  Receiver receiver() {
    return receiver;
  }

  TransferRequest request() {
    return row.request(opened, line);
  }

  /** Starts a transfer of the whole file and waits until it is stuck. */
  Task<TransferResult> start() throws Exception {
    return start(row.sendfile(), request());
  }

  Task<TransferResult> start(Sendfile sendfile, TransferRequest request) throws Exception {
    return settle(row.thread().start(() -> sendfile.transfer(request)));
  }

  /** Waits until the transfer is under way and the buffers are full. */
  Task<TransferResult> settle(Task<TransferResult> task) throws Exception {
    Pause.until(() -> receiver.count() > 0 || task.isDone());
    if (receiver.count() == 0) {
      Pause.naps(SETTLING); // what was sent may not have been read yet
    }
    if (receiver.count() == 0) {
      throw new AssertionError("no byte arrived: " + task.await());
    }
    Pause.naps(SETTLING);
    return task;
  }

  /**
   * Waits until a transfer that is stuck waits for readiness, as the engine does for non-blocking
   * ends: only from then on is it sure to be in no call of its strategy.
   */
  void awaitWaiting(Task<TransferResult> task) {
    boolean waiting = Pause.until(() -> isWaiting(List.of(task.thread().getStackTrace())));
    assertThat(waiting).as("it waits for readiness").isTrue();
  }

  /** With a selector, or, of an end that has none, between two looks. */
  private static boolean isWaiting(List<StackTraceElement> stack) {
    return stack.stream().anyMatch(it -> it.getClassName().endsWith("SelectorImpl"))
        || (stack.stream().anyMatch(it -> it.getMethodName().startsWith("park"))
            && stack.stream().noneMatch(it -> it.getMethodName().equals("step")));
  }

  /** Lets the receiver read, and checks that all arrives. */
  void checkGoesOn(Task<TransferResult> task) throws Exception {
    receiver.release();
    assertThat(task.await().bytes()).isEqualTo(SIZE);
    line.finish();
    Bytes.check(receiver.awaitEnd(), CONTENT);
  }

  /** Lets the receiver read all there is, and checks that the exception tells how much that was. */
  void checkAccount(TransferException failure) throws Exception {
    checkAccount(failure, CONTENT);
  }

  void checkAccount(TransferException failure, byte[] expected) throws Exception {
    line.closeTarget();
    byte[] received = receiver.awaitEnd();
    assertThat((long) received.length)
        .as("received, of those that were accepted; %s", failure.getMessage())
        .isBetween(failure.bytesTransferred(), failure.bytesTransferredAtMost());
    Bytes.check(received, Arrays.copyOf(expected, received.length));
    assertThat(failure.strategy()).hasValue(row.strategy());
  }

  @Override
  public void close() throws IOException {
    line.close();
    opened.close();
    receiver.close();
    Files.deleteIfExists(file);
  }
}
