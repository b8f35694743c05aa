package dev.sendfile.itests.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sendfile.TransferException;
import dev.sendfile.TransferRequest;
import dev.sendfile.TransferResult;
import dev.sendfile.TransferSource;
import dev.sendfile.tck.fixture.Content;
import dev.sendfile.tck.fixture.Resources;
import dev.sendfile.tck.fixture.Task;
import dev.sendfile.tck.fixture.Timing;
import java.io.Closeable;
import java.io.IOException;
import java.net.Socket;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** A receiver that is killed with bytes on their way ends every transfer to it. */
@Isolated("it counts what is open")
class KilledPeerIT {

  /** More than the buffers of a connection hold: 16 MiB. */
  private static final int SIZE = 16 << 20;

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** What a dead process and a busy machine may need. */
  private static final Duration SOON = Duration.ofSeconds(10);

  private static final Duration NONE = Duration.ZERO;

  /** A transfer to the process. */
  private record Sending(Row row, Closeable socket, Task<TransferResult> task) {}

  @TempDir static Path folder;

  @BeforeAll
  static void useEverythingOnce() throws Exception {
    FirstUse.ofEveryRow();
  }

  @Test
  void aReceiverThatIsKilledEndsEveryTransferToIt() throws Exception {
    Path file = Content.file(folder, SIZE);
    List<Row> rows = Row.matching(it -> it.direction() == Direction.SEND);
    Resources before = Resources.now();
    List<Sending> all = new ArrayList<>();
    try (PythonPeer peer = PythonPeer.start()) {
      for (Row row : rows) {
        all.add(begin(row, peer, TransferRequest.from(file)));
      }
      peer.awaitReads(rows.size());
      long killedAt = System.nanoTime();
      peer.kill();
      for (Sending it : all) {
        check(it, killedAt);
      }
    } finally {
      for (Sending it : all) {
        it.socket.close();
      }
    }
    before.awaitReturn();
  }

  private static Sending begin(Row row, PythonPeer peer, TransferSource from) throws IOException {
    if (row.near() == Near.PLAIN_SOCKET) {
      Socket socket = new Socket(peer.address().getAddress(), peer.address().getPort());
      return new Sending(
          row, socket, row.drive().start(row.sendfile(), from.to(socket), null, null));
    }
    SocketChannel channel = SocketChannel.open(peer.address());
    channel.configureBlocking(row.near() == Near.BLOCKING);
    return new Sending(
        row, channel, row.drive().start(row.sendfile(), from.to(channel), null, channel));
  }

  private static void check(Sending it, long killedAt) {
    TransferException failure = it.task.awaitFailure(TransferException.class, PATIENCE);
    String row = it.row.toString();
    assertThat(it.task.since(killedAt)).as(row).isGreaterThanOrEqualTo(NONE);
    Timing.check(it.task.since(killedAt), SOON);
    assertThat(failure.getClass()).as(row).isEqualTo(TransferException.class);
    assertThat(failure).as(row).hasMessageContaining("writing to the target");
    assertThat(failure.getCause())
        .as(row)
        .isInstanceOf(IOException.class)
        .isNotInstanceOf(ClosedChannelException.class);
    assertThat(failure.bytesTransferredAtMost())
        .as(row + ": accepted, of which the process got a part")
        .isBetween((long) PythonPeer.READS, SIZE - 1L);
    if (!it.row.strategy().equals(Row.ANY)) {
      assertThat(failure.strategy()).hasValue(it.row.strategy());
    }
  }
}
