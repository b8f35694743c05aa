package dev.sendfile.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.sendfile.RangeException;
import dev.sendfile.Sendfile;
import dev.sendfile.TransferException;
import dev.sendfile.TransferRequest;
import dev.sendfile.tck.fixture.Content;
import dev.sendfile.tck.fixture.Line;
import dev.sendfile.tck.fixture.MemoryChannel;
import dev.sendfile.tck.fixture.Receiver;
import dev.sendfile.tck.fixture.Resources;
import dev.sendfile.tck.fixture.SourceKind;
import dev.sendfile.tck.fixture.TargetKind;
import java.net.Socket;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.NonReadableChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.Pipe;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Ends that are closed, of the wrong mode or not there are refused before a byte moves, even for no
 * byte at all.
 */
@Isolated("it counts descriptors")
class UnusableEndIT {

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void makeFile() throws Exception {
    file = Content.file(folder, 1_000);
  }

  /** Tries the whole file, a range and no byte at all, by every strategy; all by the same error. */
  private static TransferException refuse(TransferRequest request) {
    Resources before = Resources.now();
    TransferException failure = null;
    for (Sendfile sendfile :
        new Sendfile[] {
          Sendfile.getDefault(),
          Sendfile.getDefault().withForce("nio"),
          Sendfile.getDefault().withForce("mmap"),
          Sendfile.getDefault().withForce("rwloop")
        }) {
      for (TransferRequest each :
          new TransferRequest[] {request, request.range(0, 5), request.range(0, 0)}) {
        failure = (TransferException) catchThrowable(() -> sendfile.transfer(each));
        assertThat(failure).isNotNull();
        assertThat(failure.bytesTransferredAtMost()).isZero();
      }
    }
    before.awaitReturn();
    return failure;
  }

  @ParameterizedTest
  @EnumSource(TargetKind.class)
  void anUnreadableSourceIsRefused(TargetKind target) throws Exception {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
        Line line = target.open();
        Receiver receiver = Receiver.eager(line)) {
      assertThat(refuse(line.to(TransferRequest.from(channel))))
          .hasMessageContaining("StandardOpenOption.READ")
          .hasCauseInstanceOf(NonReadableChannelException.class);
      line.finish();
      assertThat(receiver.awaitEnd()).isEmpty();
    }
  }

  @Test
  void explainAndOpenRefuseItAheadOfTime() throws Exception {
    MemoryChannel target = new MemoryChannel();
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      for (TransferRequest request :
          new TransferRequest[] {
            TransferRequest.from(channel).to(target),
            TransferRequest.from(channel).to(target).range(0, 5),
            TransferRequest.from(file).to(target).range(0, 1_001),
            TransferRequest.from(file).to(target).range(1_001, 0),
            TransferRequest.from(folder.resolve("missing.bin")).to(target).range(0, 5),
          }) {
        assertThat(catchThrowable(() -> Sendfile.getDefault().explain(request)))
            .as("explain %s", request)
            .isInstanceOf(TransferException.class);
        assertThat(catchThrowable(() -> Sendfile.getDefault().open(request)))
            .as("open %s", request)
            .isInstanceOf(TransferException.class);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(SourceKind.class)
  void anUnwritableTargetIsRefused(SourceKind source) throws Exception {
    Path other = Content.file(folder, 10);
    try (SourceKind.Opened opened = source.open(file);
        FileChannel target = FileChannel.open(other, StandardOpenOption.READ)) {
      assertThat(refuse(opened.from().to(target)))
          .hasMessageContaining("StandardOpenOption.WRITE")
          .hasCauseInstanceOf(NonWritableChannelException.class);
    }
    assertThat(Files.readAllBytes(other)).isEqualTo(Content.bytes(10));
  }

  @ParameterizedTest
  @EnumSource(TargetKind.class)
  void aClosedSourceIsRefused(TargetKind target) throws Exception {
    FileChannel channel = FileChannel.open(file);
    channel.close();
    try (Line line = target.open();
        Receiver receiver = Receiver.eager(line)) {
      assertThat(refuse(line.to(TransferRequest.from(channel))))
          .hasMessageContaining("closed")
          .hasCauseInstanceOf(ClosedChannelException.class);
      line.finish();
      assertThat(receiver.awaitEnd()).isEmpty();
    }
  }

  /** A stream does not tell; it fails at its first write. */
  @ParameterizedTest
  @EnumSource(value = TargetKind.class, names = "STREAM", mode = EnumSource.Mode.EXCLUDE)
  void aClosedTargetIsRefused(TargetKind target) throws Exception {
    try (Line line = target.open();
        FileChannel channel = FileChannel.open(file)) {
      line.closeTarget();
      assertThat(refuse(line.to(TransferRequest.from(file)))).hasMessageContaining("closed");
      assertThat(refuse(line.to(TransferRequest.from(channel)))).hasMessageContaining("closed");
      assertThat(channel.isOpen()).isTrue();
    }
  }

  @Test
  void aSocketThatIsNotConnectedIsRefused() throws Exception {
    try (SocketChannel channel = SocketChannel.open();
        Socket socket = new Socket()) {
      assertThat(refuse(TransferRequest.from(file).to(channel)))
          .hasMessageContaining("not connected");
      assertThat(refuse(TransferRequest.from(file).to(channel.socket())))
          .hasMessageContaining("not connected");
      assertThat(refuse(TransferRequest.from(file).to(socket)))
          .hasMessageContaining("not connected");
    }
  }

  @Test
  void aMissingFileIsRefusedByName() {
    Path missing = folder.resolve("missing.bin");
    assertThat(refuse(TransferRequest.from(missing).to(new MemoryChannel())))
        .hasMessageContaining(missing.toString())
        .hasMessageContaining("does not exist")
        .hasCauseInstanceOf(NoSuchFileException.class);
  }

  @Test
  void aDirectoryIsRefusedByKind() {
    assertThat(refuse(TransferRequest.from(folder).to(new MemoryChannel())))
        .hasMessageContaining(folder.toString())
        .hasMessageContaining("directory");
  }

  @Test
  void aClosedPipeIsRefused() throws Exception {
    Pipe pipe = Pipe.open();
    pipe.sink().close();
    pipe.source().close();
    assertThat(refuse(TransferRequest.from(file).to(pipe.sink()))).hasMessageContaining("closed");
    assertThat(refuse(TransferRequest.from(pipe.source()).to(new MemoryChannel())))
        .hasMessageContaining("closed");
  }

  @Test
  void aRangeErrorLeavesNoDescriptorOpen() {
    Resources before = Resources.now();
    for (int i = 0; i < 50; i++) {
      assertThat(
              catchThrowable(
                  () ->
                      Sendfile.getDefault()
                          .transfer(
                              TransferRequest.from(file).to(new MemoryChannel()).range(0, 1_001))))
          .isInstanceOf(RangeException.class);
    }
    before.awaitReturn();
  }
}
