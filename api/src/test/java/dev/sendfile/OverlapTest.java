package dev.sendfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file that is to be written over itself. */
class OverlapTest {

  @TempDir Path folder;

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

  @Test
  void aFileMayBeReplacedByAPartOfItself() throws IOException {
    sendfile.transfer(
        TransferRequest.from(file)
            .to(file)
            .range(0, 10)
            .targetOptions(TargetOption.REPLACE_ATOMICALLY));

    assertThat(Files.readAllBytes(file))
        .isEqualTo(Samples.joined(java.util.Arrays.copyOf(content, 10)));
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

  @Test
  void toTheEndOfAFileThatGrowsIsNeverApart() throws IOException {
    refused(TransferRequest.from(file).to(file).offset(10).targetOffset(50), "the same file");
  }
}
