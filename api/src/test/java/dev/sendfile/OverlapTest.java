package dev.sendfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file that is to be written over itself, by two handles that may be of any kind. */
class OverlapTest {

  @TempDir Path folder;

  private static final String SAME = "source and target are the same file";

  private final byte[] content = Samples.bytes(100);
  private final Sendfile sendfile = Deployed.of(new Scripted("a")).sendfile();
  private Path file;
  private FileChannel channel;

  @BeforeEach
  void open() throws IOException {
    file = Files.write(folder.resolve("file"), content);
    channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
  }

  @AfterEach
  void close() throws IOException {
    channel.close();
  }

  private void refused(TransferRequest request, String why) throws IOException {
    assertThatExceptionOfType(TransferException.class)
        .isThrownBy(() -> sendfile.transfer(request))
        .withMessageContaining(why);
    assertThat(Files.readAllBytes(file)).isEqualTo(content);
  }

  @Test
  void aFileIsNotTruncatedBeforeItIsRead() throws IOException {
    refused(
        TransferRequest.from(file).to(file),
        "the target " + file + " is the source itself, and would be truncated");
    Path link = Files.createLink(folder.resolve("link"), file);
    refused(TransferRequest.from(file).to(link), "is the source itself");
    refused(TransferRequest.from(file).to(file).range(0, 0), "is the source itself");
  }

  /** Each node of a device is a file with a number of its own. */
  @Test
  void oneDeviceBehindTwoNodesIsOne() throws Exception {
    Path one = folder.resolve("one");
    Path two = folder.resolve("two");
    assumeTrue(isNode(one) && isNode(two), "no device node can be made here");
    TransferRequest request = TransferRequest.from(one).to(two);

    assertThatExceptionOfType(TransferException.class)
        .isThrownBy(() -> sendfile.explain(request))
        .withMessageContaining("is the source itself");
  }

  /** Of a device that is not there: it is not opened. */
  private static boolean isNode(Path path) throws Exception {
    try {
      return new ProcessBuilder("mknod", path.toString(), "b", "7", "254").start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void aFileMayBeReplacedByAPartOfItself() throws IOException {
    sendfile.transfer(
        TransferRequest.from(file)
            .to(file)
            .range(0, 10)
            .targetOptions(TargetOption.REPLACE_ATOMICALLY));

    assertThat(Files.readAllBytes(file)).isEqualTo(Samples.joined(Arrays.copyOf(content, 10)));
  }

  @Test
  void anotherFileOrANewOneIsNoConcern() throws IOException {
    Path other = Files.write(folder.resolve("other"), new byte[1]);
    assertThat(sendfile.transfer(TransferRequest.from(file).to(other)).bytes()).isEqualTo(100);
    Path none = folder.resolve("none");
    assertThat(sendfile.transfer(TransferRequest.from(file).to(none)).bytes()).isEqualTo(100);
    assertThat(Files.readAllBytes(none)).isEqualTo(content);
    try (FileChannel to = FileChannel.open(other, StandardOpenOption.WRITE)) {
      assertThat(sendfile.transfer(TransferRequest.from(channel).to(to)).bytes()).isEqualTo(100);
    }
    assertThat(Files.readAllBytes(other)).isEqualTo(content);
  }

  @Test
  void partsThatOverlapAreRefused() throws IOException {
    String why = "source and target are the same file, and the bytes from 10 on would be written";
    refused(TransferRequest.from(file).to(file).range(10, 20).targetOffset(29), why);
    refused(TransferRequest.from(file).to(file).range(10, 20).targetOffset(10), why);
    refused(TransferRequest.from(channel).to(channel).range(10, 20).targetOffset(29), why);
    refused(
        TransferRequest.from(file)
            .to(file)
            .range(10, 5)
            .targetOffset(0)
            .header(java.nio.ByteBuffer.allocate(6)),
        why);
  }

  @Test
  void partsThatTouchAreCopied() throws IOException {
    sendfile.transfer(TransferRequest.from(file).to(file).range(10, 20).targetOffset(30));
    sendfile.transfer(
        TransferRequest.from(channel)
            .to(channel)
            .range(10, 5)
            .targetOffset(0)
            .header(java.nio.ByteBuffer.wrap(content, 0, 5)));

    byte[] expected = content.clone();
    System.arraycopy(content, 10, expected, 30, 20);
    System.arraycopy(content, 0, expected, 0, 5);
    System.arraycopy(content, 10, expected, 5, 5);
    assertThat(Files.readAllBytes(file)).isEqualTo(expected);
  }

  @Test
  void oneChannelIsWrittenAtItsPosition() throws IOException {
    channel.position(100);
    assertThat(sendfile.transfer(TransferRequest.from(channel).to(channel)).bytes()).isEqualTo(100);
    assertThat(Files.readAllBytes(file)).isEqualTo(Samples.joined(content, content));
    channel.truncate(100).position(5);
    refused(TransferRequest.from(channel).to(channel), "the same file");
    assertThat(sendfile.transfer(TransferRequest.from(channel).to(channel).range(50, 0)).bytes())
        .as("nothing to be written over")
        .isZero();
  }

  /** A file that is open in many ways, each from its beginning. */
  private static final class Handles implements AutoCloseable {

    final FileChannel read;
    final FileInputStream stream;
    final RandomAccessFile both;
    final FileSource prepared;
    private final Path file;

    Handles(Path file) throws IOException {
      this.file = file;
      read = FileChannel.open(file);
      stream = new FileInputStream(file.toFile());
      both = new RandomAccessFile(file.toFile(), "rw");
      prepared = FileSource.open(file);
    }

    List<TransferSource> all() throws IOException {
      return List.of(
          TransferRequest.from(file),
          TransferRequest.from(read),
          TransferRequest.from(read).owned(),
          TransferRequest.from((ReadableByteChannel) read),
          TransferRequest.from(stream),
          TransferRequest.from(stream.getFD()),
          TransferRequest.from(both),
          TransferRequest.from(prepared));
    }

    boolean stand() throws IOException {
      return read.position() + stream.getChannel().position() + both.getFilePointer() == 0;
    }

    void rewind() throws IOException {
      read.position(0);
      stream.getChannel().position(0);
      both.seek(0);
    }

    @Override
    public void close() throws IOException {
      read.close();
      stream.close();
      both.close();
      prepared.close();
    }
  }

  @Test
  void twoHandlesOfOneFileAreSeen() throws IOException {
    Path link = Files.createLink(folder.resolve("link"), file);
    try (Handles handles = new Handles(file);
        RandomAccessFile written = new RandomAccessFile(link.toFile(), "rw")) {
      for (TransferSource from : handles.all()) {
        refused(from.to(channel), SAME);
        refused(from.to(channel).range(0, 20).targetOffset(19), SAME);
        refused(from.to(link).range(0, 20).targetOffset(19), SAME);
        refused(from.to(link), "the target " + link + " is the source itself, and would be");
        refused(from.to(written), SAME);
        refused(from.to(written.getFD()), SAME);
        refused(from.to(handles.both), SAME);
        assertThat(handles.stand()).isTrue();
        assertThat(written.getFilePointer()).isZero();
      }
    }
  }

  @Test
  void byTwoHandlesPartsThatTouchAreCopied() throws IOException {
    byte[] expected = content;
    try (Handles handles = new Handles(file);
        FileChannel appends = FileChannel.open(file, StandardOpenOption.APPEND)) {
      for (TransferSource from : handles.all()) {
        handles.rewind();
        sendfile.transfer(from.to(appends).range(0, 20));
        handles.rewind();
        sendfile.transfer(from.to(file).range(0, 20).targetOffset(20));

        expected = Samples.joined(expected, Arrays.copyOf(content, 20));
        System.arraycopy(content, 0, expected, 20, 20);
        assertThat(Files.readAllBytes(file)).isEqualTo(expected);
      }
    }
  }

  @Test
  void anotherFileOfTheSameSizeIsWrittenByAnyHandle() throws IOException {
    Path other = folder.resolve("other");
    try (Handles handles = new Handles(file);
        FileLock lock = handles.both.getChannel().lock(0, 10, false)) {
      for (TransferSource from : handles.all()) {
        Files.write(other, new byte[content.length]);
        handles.rewind();
        try (FileChannel written = FileChannel.open(other, StandardOpenOption.WRITE)) {
          assertThat(sendfile.transfer(from.to(written)).bytes()).isEqualTo(content.length);
          assertThat(Files.readAllBytes(other)).isEqualTo(content);
        }
        Files.write(other, new byte[content.length]);
        handles.rewind();
        assertThat(sendfile.transfer(from.to(other).range(0, 10)).bytes()).isEqualTo(10);
        assertThat(Files.readAllBytes(other)).isEqualTo(Arrays.copyOf(content, 10));
      }
      assertThat(lock.isValid()).isTrue();
    }
  }

  /** What another file bore when the request was made is looked at once more when it is opened. */
  @Test
  void aNameThatIsGivenToTheSourceMeanwhileIsSeen() throws IOException {
    Path name = Files.write(folder.resolve("name"), new byte[content.length]);
    try (FileChannel read = FileChannel.open(file);
        Transfer truncating = sendfile.open(TransferRequest.from(read).to(name));
        Transfer shifting =
            sendfile.open(TransferRequest.from(read).to(name).range(0, 9).targetOffset(1))) {
      Files.delete(name);
      Files.createLink(name, file);
      for (Transfer each : List.of(truncating, shifting)) {
        assertThatExceptionOfType(TransferException.class)
            .isThrownBy(each::run)
            .withMessageContaining("source")
            .satisfies(it -> assertThat(it.failedEnd()).isEqualTo(FailedEnd.NEITHER))
            .satisfies(it -> assertThat(it.bytesTransferredAtMost()).isZero());
        assertThat(Files.readAllBytes(file)).isEqualTo(content);
      }
    }
  }

  private static final String UNTOLD = "it cannot be told whether source and target are one file";

  /** It may be its own source: its bytes are written where they were read, or not at all. */
  @Test
  void nothingIsLostOfAFileThatThisProcessHasLockedWhole() throws IOException {
    try (FileChannel other = FileChannel.open(file, StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      assertThat(lock.isValid()).isTrue();
      for (TransferRequest request :
          List.of(
              TransferRequest.from(channel).to(file).range(0, 99),
              TransferRequest.from(channel).to(file).offset(1),
              TransferRequest.from(channel).to(file).header(java.nio.ByteBuffer.allocate(1)),
              TransferRequest.from(channel).to(file).range(0, 99).targetOffset(1),
              TransferRequest.from(channel).to(other).offset(1))) {
        refused(request, UNTOLD);
      }
      for (TransferRequest request :
          List.of(
              TransferRequest.from(channel).to(file), TransferRequest.from(channel).to(other))) {
        assertThat(sendfile.transfer(request).bytes()).isEqualTo(content.length);
        assertThat(Files.readAllBytes(file)).isEqualTo(content);
      }
    }
  }

  @Test
  void filesThatAreBothLockedWholeAreCopied() throws IOException {
    Path name = Files.write(folder.resolve("name"), new byte[content.length]);
    try (FileChannel other = FileChannel.open(name, StandardOpenOption.WRITE);
        FileLock lock = channel.lock();
        FileLock another = other.lock()) {
      assertThat(sendfile.transfer(TransferRequest.from(channel).to(other)).bytes()).isEqualTo(100);
      assertThat(lock.isValid() && another.isValid()).isTrue();
      assertThat(Files.readAllBytes(name)).isEqualTo(content);
      Files.write(name, new byte[content.length]);
      assertThat(sendfile.transfer(TransferRequest.from(channel).to(name)).bytes()).isEqualTo(100);
      assertThat(Files.readAllBytes(name)).isEqualTo(content);
    }
  }

  /** What is only explained is not locked, which its owner could notice: it says what it knows. */
  @Test
  void toExplainLocksNothing() throws IOException {
    Path name = Files.write(folder.resolve("name"), new byte[content.length]);
    List<String> calls = new ArrayList<>();
    try (EndingEarly read =
            new EndingEarly(content.length, content.length) {
              @Override
              public FileLock tryLock(long position, long length, boolean shared) {
                calls.add("tryLock");
                return super.tryLock(position, length, shared);
              }
            };
        FileChannel written = FileChannel.open(name, StandardOpenOption.WRITE)) {
      Sendfile trusting =
          Sendfile.builder().strategies(new Scripted("a")).trust(read.getClass()).build();
      for (TransferRequest request :
          List.of(TransferRequest.from(read).to(name), TransferRequest.from(read).to(written))) {
        assertThat(trusting.explain(request).notes())
            .anyMatch(it -> it.contains("a transfer looks whether they are one file"));
      }
    }
    assertThat(calls).isEmpty();
  }

  @Test
  void toTheEndOfAFileThatGrowsIsNeverApart() throws IOException {
    refused(TransferRequest.from(file).to(file).offset(10).targetOffset(50), "the same file");
  }
}
