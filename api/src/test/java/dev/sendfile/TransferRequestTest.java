package dev.sendfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.sendfile.internal.end.Opening;
import java.io.File;
import java.io.FileDescriptor;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.Pipe;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a request takes, and what it refuses at once. */
class TransferRequestTest {

  @TempDir Path folder;

  private final Path path = Path.of("content");
  private final InputStream stream = InputStream.nullInputStream();
  private final TransferRequest ofFile =
      TransferRequest.from(path).to(OutputStream.nullOutputStream());
  private final TransferRequest ofStream = TransferRequest.from(stream).to(path);

  @Test
  void eachKindOfSourceIsKeptAsWhatTheEngineKnows() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    try (FileChannel channel = FileChannel.open(file);
        RandomAccessFile random = new RandomAccessFile(file.toFile(), "r");
        FileSource prepared = FileSource.open(file);
        Socket socket = new Socket()) {
      Pipe pipe = Pipe.open();
      assertThat(TransferRequest.from(path).to(path).source()).isSameAs(path);
      assertThat(TransferRequest.from(new File("content")).to(path).source()).isEqualTo(path);
      assertThat(TransferRequest.from(channel).to(path).source()).isSameAs(channel);
      assertThat(TransferRequest.from(pipe.source()).to(path).source()).isSameAs(pipe.source());
      assertThat(TransferRequest.from(stream).to(path).source()).isSameAs(stream);
      assertThat(TransferRequest.from(random).to(path).source()).isSameAs(random.getChannel());
      assertThat(TransferRequest.from(prepared).to(path).source()).isSameAs(prepared.file());
      assertThat(TransferRequest.from(socket).to(path).source()).isSameAs(socket);
      assertThat(TransferRequest.from(FileDescriptor.in).to(path).source())
          .isSameAs(FileDescriptor.in);
      pipe.sink().close();
      pipe.source().close();
    }
  }

  @Test
  void withoutMoreWordsAllIsSentInTheUsualWay() {
    assertThat(ofFile.offset()).isZero();
    assertThat(ofFile.length()).isNegative();
    assertThat(ofFile.opening()).isEqualTo(Opening.DEFAULT);
    assertThat(ofFile.framing().length()).isZero();
    assertThat(ofFile.listener()).isNull();
    assertThat(ofFile)
        .hasToString("TransferRequest[content -> " + ofFile.target() + ", offset 0, to the end]");
  }

  @Test
  void aRangeIsKept() {
    TransferRequest part = ofFile.range(3, 0);

    assertThat(part.offset()).isEqualTo(3);
    assertThat(part.length()).isZero();
    assertThat(part.toString()).endsWith(", offset 3, length 0]");
    assertThat(part.offset(4).offset()).isEqualTo(4);
    assertThat(part.offset(4).length()).isNegative();
    assertThat(ofStream.range(0, 5).length()).isEqualTo(5);
  }

  @Test
  void aNegativeRangeIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ofFile.range(-1, 1))
        .withMessage("offset -1 is negative; it starts at 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ofFile.range(0, -1))
        .withMessage("length -1 is negative; use offset(long) to send up to the end");
    assertThatIllegalArgumentException().isThrownBy(() -> ofFile.offset(-1));
  }

  @Test
  void onlyFilesAreSentFromAnOffset() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    try (FileChannel channel = FileChannel.open(file);
        FileSource prepared = FileSource.open(file)) {
      assertThat(TransferRequest.from(channel).to(path).offset(1).offset()).isEqualTo(1);
      assertThat(TransferRequest.from(prepared).to(path).offset(1).offset()).isEqualTo(1);
    }
    assertThat(ofStream.offset(0).offset()).isZero();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ofStream.offset(1))
        .withMessageStartingWith("offset 1 in a source without positions");
  }

  @Test
  void onlyFilesAreWrittenAtAnOffset() throws IOException {
    assertThat(ofStream.opening().hasOffset()).isFalse();
    assertThat(ofStream.targetOffset(0).opening()).isEqualTo(new Opening(0, false, false, false));
    assertThat(ofStream.targetOffset(7).opening().start()).isEqualTo(7);
    try (FileChannel channel = FileChannel.open(Files.createFile(folder.resolve("file")))) {
      TransferRequest toChannel = TransferRequest.from(stream).to(channel);
      assertThat(toChannel.targetOffset(7).opening().offset()).isEqualTo(7);
      assertThat(toChannel.targetOptions(TargetOption.FORCE).opening().force()).isTrue();
      assertThatIllegalArgumentException()
          .isThrownBy(() -> toChannel.targetOptions(TargetOption.CREATE_NEW))
          .withMessage("CREATE_NEW needs a path as its target");
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ofStream.targetOffset(-1))
        .withMessage("targetOffset -1 is negative; it starts at 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ofFile.targetOffset(1))
        .withMessageContaining("without positions");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ofFile.targetOptions(TargetOption.FORCE))
        .withMessage("FORCE needs a path or a FileChannel as its target");
  }

  @Test
  void optionsOfTheTargetAreKeptBesideItsOffset() {
    assertThat(
            ofStream
                .targetOffset(7)
                .targetOptions(TargetOption.FORCE, TargetOption.CREATE_NEW)
                .opening())
        .isEqualTo(new Opening(7, true, false, true));
    assertThat(ofStream.targetOptions(TargetOption.FORCE).targetOffset(7).opening())
        .isEqualTo(new Opening(7, false, false, true));
    assertThat(ofStream.targetOptions(TargetOption.FORCE).targetOptions().opening())
        .isEqualTo(Opening.DEFAULT);
    assertThat(ofStream.targetOptions(TargetOption.REPLACE_ATOMICALLY).opening().replace())
        .isTrue();
  }

  @Test
  void replacingGoesWithNeitherAnOffsetNorANewFile() {
    TransferRequest replacing = ofStream.targetOptions(TargetOption.REPLACE_ATOMICALLY);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> replacing.targetOffset(1))
        .withMessageStartingWith("REPLACE_ATOMICALLY");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> ofStream.targetOptions(TargetOption.REPLACE_ATOMICALLY, TargetOption.CREATE_NEW));
  }

  @Test
  void headersAndTrailersAreJoinedAndTheirBuffersLeftAlone() {
    ByteBuffer first = ByteBuffer.wrap(new byte[] {0, 1, 2, 3}).position(1);
    ByteBuffer second = ByteBuffer.wrap(new byte[] {4, 5});
    TransferRequest framed = ofFile.header(first, second).trailer(first);

    Framing framing = framed.framing();
    assertThat(Samples.remaining(framing.headerFrom(0))).containsExactly(1, 2, 3, 4, 5);
    assertThat(Samples.remaining(framing.headerFrom(2))).containsExactly(3, 4, 5);
    assertThat(Samples.remaining(framing.trailerFrom(0))).containsExactly(1, 2, 3);
    assertThat(Samples.remaining(framing.trailerFrom(1))).containsExactly(2, 3);
    assertThat(framed.trailer(second).framing().headerLength()).as("the header stays").isEqualTo(5);
    assertThat(framed.header(second).framing().trailerLength())
        .as("the trailer stays")
        .isEqualTo(3);
    assertThat(first.position()).isEqualTo(1);
    assertThat(second.position()).isZero();
    assertThat(framed.range(1, 2).framing().headerLength()).isEqualTo(5);
  }

  @Test
  void aListenerIsKeptAndMustBeOne() {
    TransferListener listener = progress -> {};
    assertThat(ofFile.listener(listener).listener()).isSameAs(listener);
    assertThatNullPointerException().isThrownBy(() -> ofFile.listener(null));
  }
}
