package dev.sendfile.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sendfile.Sendfile;
import dev.sendfile.spi.SourceFailedException;
import java.io.IOException;
import java.net.Socket;
import java.nio.channels.FileChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Of a transfer that had begun, the end that failed is named, and nobody is sent to the other. */
class BlameTest {

  private static final String PEER = "see why the connection to the receiver broke";
  private static final String OURS = "this is a fault of the command";

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void makeFile() throws IOException {
    file = Bytes.in(folder, 100_000).file();
  }

  private static Supplier<Sendfile> after(Strategies.Event event) {
    return () -> Sendfile.builder().strategies(new Strategies.FailingAfter(event)).build();
  }

  private static void failToRead() throws IOException {
    throw new SourceFailedException("the disk is on fire");
  }

  private void truncate() throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(4096);
    }
  }

  @Test
  void aFileThatCannotBeReadIsNotTheReceiversFault() throws Exception {
    try (Peer peer = Peer.reading()) {
      CliRun run = CliRun.with(after(plan -> failToRead()), "send", file, peer.address());
      run.failed(
          1,
          "reading from " + file + " failed: the disk is on fire",
          "see what is the matter with what is read; the receiver says");
      assertThat(run.err()).doesNotContain(PEER);
    }
  }

  @Test
  void aFileThatWasCutShortIsNotTheReceiversFault() throws Exception {
    try (Peer peer = Peer.reading()) {
      CliRun run = CliRun.with(after(plan -> truncate()), "send", file, peer.address());
      run.failed(1, file + " ended before the 100000 bytes", "send it again when nobody writes");
      assertThat(run.err()).doesNotContain(PEER, "Bad address");
    }
  }

  @Test
  void aFileThatThisSideClosedIsNotTheReceiversFault() throws Exception {
    try (Peer peer = Peer.reading()) {
      CliRun run =
          CliRun.with(
              after(plan -> plan.source().as(FileChannel.class).close()),
              "send",
              file,
              peer.address());
      run.failed(1, file + " was closed by this side", OURS);
      assertThat(run.err()).doesNotContain(PEER, "Bad address");
    }
  }

  @Test
  void aConnectionThatThisSideClosedIsNotTheReceiversFault() throws Exception {
    try (Peer peer = Peer.reading()) {
      CliRun run =
          CliRun.with(
              after(plan -> plan.target().as(SocketChannel.class).close()),
              "send",
              file,
              peer.address());
      run.failed(1, peer.address() + " was closed by this side", OURS);
      assertThat(run.err()).doesNotContain(PEER, "Bad address");
    }
  }

  @Test
  void aConnectionThatTheReceiverBrokeIs() throws Exception {
    Path large = Bytes.in(folder, Bytes.MANY).file();
    try (Peer peer = Peer.hangingUpAfter(100_000)) {
      CliRun.of("send", large, peer.address())
          .failed(1, "sending " + large + " to " + peer.address() + " failed: ", PEER);
    }
  }

  @Test
  void aCopyNamesTheFileThatCannotBeRead() throws Exception {
    CliRun.with(after(plan -> failToRead()), "copy", file, folder.resolve("copy"))
        .failed(1, "reading from " + file + " failed: the disk is on fire");
  }

  @Test
  void aCopyNamesTheFileThatWasClosed() throws Exception {
    Path copy = folder.resolve("copy");
    CliRun.with(after(plan -> plan.target().as(FileChannel.class).close()), "copy", file, copy)
        .failed(1, copy + " was closed by this side");
    CliRun.with(after(plan -> plan.source().as(FileChannel.class).close()), "copy", file, copy)
        .failed(1, file + " was closed by this side");
  }

  @Test
  void aReceiverNamesTheSenderThatBrokeTheConnection() throws Exception {
    Running running = Running.of("receive", "0", "--length=1MiB", folder.resolve("received"));
    try (Socket sender = new Socket("127.0.0.1", running.port())) {
      sender.getOutputStream().write(new byte[1000]);
      sender.setSoLinger(true, 0);
    }
    running.ended().failed(1, "reading from the sender failed: ");
  }
}
