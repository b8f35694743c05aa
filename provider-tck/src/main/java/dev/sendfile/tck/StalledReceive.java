package dev.sendfile.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sendfile.Sendfile;
import dev.sendfile.TransferException;
import dev.sendfile.TransferRequest;
import dev.sendfile.TransferResult;
import dev.sendfile.tck.fixture.Content;
import dev.sendfile.tck.fixture.Feed;
import dev.sendfile.tck.fixture.FileTargetKind;
import dev.sendfile.tck.fixture.Pause;
import dev.sendfile.tck.fixture.Task;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;

/** A transfer into a file that cannot go on: its sender has sent something and sends no more. */
final class StalledReceive implements AutoCloseable {

  /** What came before: a few pages and a bit. */
  static final int SIZE = 10_001;

  static final byte[] CONTENT = Content.bytes(SIZE);

  /** Naps in which a transfer that has written all that came asks for more, generously. */
  private static final int SETTLING = 10;

  private final ReceiveCase row;
  private final Path file;
  private final Feed feed;
  private final FileTargetKind.Opened opened;

  private StalledReceive(ReceiveCase row) throws IOException {
    this.row = row;
    this.file = row.files().holding(new byte[FileTargetKind.BEGIN]);
    this.feed = row.source().open();
    this.opened = row.target().open(file);
  }

  static StalledReceive of(ReceiveCase row) throws IOException {
    return new StalledReceive(row);
  }

  Path file() {
    return file;
  }

  Feed feed() {
    return feed;
  }

  FileTargetKind.Opened opened() {
    return opened;
  }

  /** To the end: nothing but the sender knows how much will come. */
  TransferRequest request() {
    return opened.request(feed.from());
  }

  Task<TransferResult> start() throws Exception {
    return start(row.sendfile());
  }

  Task<TransferResult> start(Sendfile sendfile) throws Exception {
    TransferRequest request = request();
    return settle(() -> sendfile.transfer(request));
  }

  /** Runs a transfer and waits until all that was sent is in the file. */
  Task<TransferResult> settle(Callable<TransferResult> transfer) throws Exception {
    feed.sendNow(CONTENT); // before, so that a busy machine is not taken for a sender that stalls
    Task<TransferResult> task = row.thread().start(transfer);
    task.meanwhile(() -> Pause.untilSize(file, row.target().sizeWith(SIZE)));
    Pause.naps(SETTLING);
    return task;
  }

  /** Checks that the count is exact: what was read was written, and no more was. */
  void checkAccount(TransferException failure) throws IOException {
    assertThat(failure.bytesTransferred()).as(failure.getMessage()).isEqualTo(SIZE);
    assertThat(failure.bytesTransferredAtMost()).as(failure.getMessage()).isEqualTo(SIZE);
    assertThat(failure.bytesRequested()).isEqualTo(-1);
    assertThat(failure.strategy()).hasValue(row.strategy());
    Bytes.check(
        Files.readAllBytes(file), row.target().expected(new byte[FileTargetKind.BEGIN], CONTENT));
  }

  @Override
  public void close() throws IOException {
    feed.close();
    opened.close();
    Files.deleteIfExists(file);
  }
}
