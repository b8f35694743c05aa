package dev.sendfile.itests;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sendfile.Sendfile;
import dev.sendfile.TransferException;
import dev.sendfile.TransferInterruptedException;
import dev.sendfile.TransferRequest;
import dev.sendfile.TransferResult;
import dev.sendfile.TransferSource;
import dev.sendfile.tck.fixture.MemoryChannel;
import java.io.ByteArrayOutputStream;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.Pipe;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which bytes of a channel are meant is said by the type it is passed as, not by its class. */
class StandingIT {

  private static final String TEXT = "HEADER-body";
  private static final int BEHIND_HEADER = 7;

  @TempDir Path folder;
  private Path file;
  private Path target;

  @BeforeEach
  void makeFile() throws IOException {
    file = Files.writeString(folder.resolve("file"), TEXT);
    target = folder.resolve("target");
  }

  /** Every strategy that serves a copy, forced, and the choice of the library. */
  static Stream<Sendfile> sendfiles() {
    Sendfile usual = Sendfile.getDefault();
    return Stream.concat(
        Stream.of(usual), Stream.of("rwloop", "nio", "mmap").map(usual::withForce));
  }

  private static SeekableByteChannel behindHeader(Path path) throws IOException {
    return Files.newByteChannel(path).position(BEHIND_HEADER);
  }

  @ParameterizedTest
  @MethodSource("sendfiles")
  void aFileChannelPassedAsAChannelIsSentFromWhereItStandsAndMovedOn(Sendfile sendfile)
      throws IOException {
    try (ReadableByteChannel in = behindHeader(file)) {
      TransferResult result = sendfile.transfer(TransferRequest.from(in).to(target));

      assertThat(result.bytes()).isEqualTo(4);
      assertThat(target).hasContent("body");
      assertThat(((SeekableByteChannel) in).position()).isEqualTo(TEXT.length());
    }
  }

  @ParameterizedTest
  @MethodSource("sendfiles")
  void itsRangeBeginsWhereItStands(Sendfile sendfile) throws IOException {
    try (SeekableByteChannel in = behindHeader(file)) {
      TransferSource from = TransferRequest.from(in);
      sendfile.transfer(from.to(target).range(0, 2));

      assertThat(target).hasContent("bo");
      assertThat(in.position()).isEqualTo(9);
      sendfile.transfer(from.to(target).range(0, 2));
      assertThat(target).hasContent("dy");
      assertThatThrownBy(() -> from.to(target).range(1, 2))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("offset 1 in a source without positions");
    }
  }

  @ParameterizedTest
  @MethodSource("sendfiles")
  void passedAsAFileChannelItIsSentFromItsBeginningAndStays(Sendfile sendfile) throws IOException {
    try (FileChannel in = FileChannel.open(file)) {
      in.position(BEHIND_HEADER);

      sendfile.transfer(TransferRequest.from(in).to(target));
      assertThat(target).hasContent(TEXT);
      sendfile.transfer(TransferRequest.from(in).to(target).range(2, 3));
      assertThat(target).hasContent("ADE");
      assertThat(in.position()).isEqualTo(BEHIND_HEADER);
    }
  }

  @Test
  void receivingAndPumpingGoFromWhereItStands() throws IOException {
    try (SeekableByteChannel in = behindHeader(file)) {
      Sendfile.receive(in, target);
      assertThat(target).hasContent("body");
      assertThat(in.position()).isEqualTo(TEXT.length());
    }
    try (SeekableByteChannel in = behindHeader(file)) {
      MemoryChannel sink = new MemoryChannel();
      assertThat(Sendfile.pump(in, sink).bytes()).isEqualTo(4);
      assertThat(sink.bytes()).isEqualTo("body".getBytes(ISO_8859_1));
      assertThat(in.position()).isEqualTo(TEXT.length());
    }
  }

  @Test
  void sendingAPartOfAFileChannelIgnoresWhereItStands() throws IOException {
    try (FileChannel in = FileChannel.open(file)) {
      in.position(BEHIND_HEADER);
      MemoryChannel sink = new MemoryChannel();
      Sendfile.send(in, sink, 0, 6);
      assertThat(sink.bytes()).isEqualTo("HEADER".getBytes(ISO_8859_1));
      assertThat(in.position()).isEqualTo(BEHIND_HEADER);
    }
  }

  @Test
  void itEndsWhereTheTargetStoppedIfTheTransferFails() throws IOException {
    byte[] content = new byte[1 << 20];
    Files.write(file, content);
    try (SeekableByteChannel in = behindHeader(file)) {
      TransferException failure =
          catchThrowableOfType(
              TransferException.class,
              () -> Sendfile.getDefault().transfer(TransferRequest.from(in).to(failingThird())));

      assertThat(failure.bytesTransferred()).isPositive().isLessThan(content.length - 10);
      assertThat(in.position()).isEqualTo(BEHIND_HEADER + failure.bytesTransferred());
    }
  }

  private static OutputStream failingThird() {
    return new ByteArrayOutputStream() {
      private int calls;

      @Override
      public void write(byte[] bytes, int offset, int length) {
        if (++calls == 3) {
          throw new IllegalStateException("no");
        }
        super.write(bytes, offset, length);
      }
    };
  }

  @Test
  void itEndsWhereTheFileEndsIfThatIsTooShort() throws IOException {
    try (SeekableByteChannel in = behindHeader(file)) {
      assertThatThrownBy(
              () ->
                  Sendfile.getDefault().transfer(TransferRequest.from(in).to(target).range(0, 100)))
          .isInstanceOf(TransferException.class);
      assertThat(in.isOpen()).isTrue();
      assertThat(in.position()).isBetween((long) BEHIND_HEADER, (long) TEXT.length());
    }
  }

  @Test
  void anInterruptBetweenTwoStepsMovesItOnAndLeavesItOpen() throws IOException {
    Files.write(file, new byte[1 << 20]);
    try (SeekableByteChannel in = behindHeader(file)) {
      OutputStream interrupting =
          new ByteArrayOutputStream() {
            @Override
            public void write(byte[] bytes, int offset, int length) {
              Thread.currentThread().interrupt();
              super.write(bytes, offset, length);
            }
          };
      TransferInterruptedException failure =
          catchThrowableOfType(
              TransferInterruptedException.class,
              () -> Sendfile.getDefault().transfer(TransferRequest.from(in).to(interrupting)));

      assertThat(Thread.interrupted()).as("the flag is kept").isTrue();
      assertThat(in.isOpen()).isTrue();
      assertThat(in.position()).isEqualTo(BEHIND_HEADER + failure.bytesTransferred());
    }
  }

  @Test
  void oneOfAnotherFileSystemGoesFromWhereItStands() throws IOException {
    try (FileSystem zip =
        FileSystems.newFileSystem(folder.resolve("a.zip"), Map.of("create", "true"))) {
      Path inside = Files.writeString(zip.getPath("/file"), TEXT);
      try (SeekableByteChannel in = Files.newByteChannel(inside)) {
        in.read(ByteBuffer.allocate(BEHIND_HEADER));
        Sendfile.receive(in, target);
        assertThat(target).hasContent("body");
      }
    }
  }

  @Test
  void otherChannelsAndStreamsDoAsEver() throws IOException {
    try (FileInputStream in = new FileInputStream(file.toFile())) {
      in.skipNBytes(BEHIND_HEADER);
      Sendfile.receive(Channels.newChannel(in), target);
      assertThat(target).hasContent("body");
      assertThat(in.read()).isEqualTo(-1);
    }
    try (FileInputStream in = new FileInputStream(file.toFile())) {
      in.skipNBytes(BEHIND_HEADER);
      Sendfile.receive(in, target);
      assertThat(target).hasContent("body");
    }
    Pipe pipe = Pipe.open();
    try (var from = pipe.source()) {
      try (var to = pipe.sink()) {
        to.write(ByteBuffer.wrap("body".getBytes(ISO_8859_1)));
      }
      Sendfile.receive(from, target);
      assertThat(target).hasContent("body");
    }
  }

  // ---- targets

  @ParameterizedTest
  @MethodSource("sendfiles")
  void everyKindOfOpenFileIsWrittenWhereItStands(Sendfile sendfile) throws IOException {
    Files.writeString(target, "0123456789");
    try (SeekableByteChannel out = Files.newByteChannel(target, WRITE)) {
      out.position(2);
      sendfile.transfer(TransferRequest.from(file).to(out).range(0, 3));
      assertThat(out.position()).isEqualTo(5);
    }
    assertThat(target).hasContent("01HEA56789");
    try (RandomAccessFile out = new RandomAccessFile(target.toFile(), "rw")) {
      out.seek(4);
      sendfile.transfer(TransferRequest.from(file).to(out).range(0, 2));
      assertThat(out.getFilePointer()).isEqualTo(6);
    }
    assertThat(target).hasContent("01HEHE6789");
    try (FileOutputStream out = new FileOutputStream(target.toFile(), true)) {
      sendfile.transfer(TransferRequest.from(file).to(out).range(0, 1));
    }
    assertThat(target).hasContent("01HEHE6789H");
  }

  @Test
  void aSubclassOfRandomAccessFileIsRefused() throws IOException {
    try (RandomAccessFile own = new RandomAccessFile(file.toFile(), "r") {}) {
      assertThatThrownBy(() -> TransferRequest.from(own))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("pass getChannel()");
      assertThatThrownBy(() -> TransferRequest.from(file).to(own))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("pass getChannel()");
      Sendfile.getDefault()
          .transfer(TransferRequest.from(own.getChannel()).to(new ByteArrayOutputStream()));
    }
  }
}
