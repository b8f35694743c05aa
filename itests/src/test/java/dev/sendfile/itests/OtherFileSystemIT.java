package dev.sendfile.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sendfile.NoStrategyException;
import dev.sendfile.Sendfile;
import dev.sendfile.TargetOption;
import dev.sendfile.TransferException;
import dev.sendfile.TransferRequest;
import dev.sendfile.itests.fixture.Providers;
import dev.sendfile.tck.fixture.Content;
import dev.sendfile.tck.fixture.MemoryChannel;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Files of file systems that are not the machine's own: zip with file channels, jrt without. */
class OtherFileSystemIT {

  private static final int SIZE = 300_000;

  @TempDir Path folder;
  private Path file;
  private byte[] content;
  private FileSystem other;

  @BeforeEach
  void makeFile() throws IOException {
    file = Content.file(folder, SIZE);
    content = Files.readAllBytes(file);
  }

  @AfterEach
  void close() throws IOException {
    if (other != null) {
      other.close();
    }
  }

  private Path inside() throws IOException {
    other = FileSystems.newFileSystem(folder.resolve("a.zip"), Map.of("create", "true"));
    return other.getPath("/file");
  }

  @Test
  void aFileIsCopiedThereAndBack() throws IOException {
    Path there = inside();
    Path back = folder.resolve("back");

    assertThat(Sendfile.copy(file, there).bytes()).isEqualTo(SIZE);
    assertThat(Files.readAllBytes(there)).isEqualTo(content);
    assertThat(Sendfile.copy(there, back).bytes()).isEqualTo(SIZE);
    assertThat(back).hasBinaryContent(content);
  }

  @Test
  void aPartOfItIsSent() throws IOException {
    Path there = inside();
    Sendfile.copy(file, there);
    MemoryChannel sink = new MemoryChannel();

    Sendfile.getDefault().transfer(TransferRequest.from(there).to(sink).range(100_000, 150_000));
    assertThat(sink.bytes()).isEqualTo(Arrays.copyOfRange(content, 100_000, 250_000));
    assertThatThrownBy(
            () ->
                Sendfile.getDefault().transfer(TransferRequest.from(there).to(sink).range(SIZE, 1)))
        .isInstanceOf(TransferException.class);
  }

  @Test
  void itIsNotCopiedOverItself() throws IOException {
    Path there = inside();
    Sendfile.copy(file, there);
    assertThatThrownBy(() -> Sendfile.copy(there, there)).isInstanceOf(TransferException.class);
    assertThat(Files.readAllBytes(there)).isEqualTo(content);
  }

  @Test
  void itIsReplaced() throws IOException {
    Path there = Files.writeString(inside(), "before");
    Sendfile.getDefault()
        .transfer(
            TransferRequest.from(file).to(there).targetOptions(TargetOption.REPLACE_ATOMICALLY));
    assertThat(Files.readAllBytes(there)).isEqualTo(content);
  }

  static List<String> strategies() {
    return Providers.strategies();
  }

  /** Each declines ahead, or serves. */
  @ParameterizedTest
  @MethodSource("strategies")
  void whoIsForcedServesOrLeavesItAsItWas(String strategy) throws IOException {
    Path there = Files.writeString(inside(), "before");
    Path none = other.getPath("/none");
    Sendfile forced = Sendfile.builder().force(strategy).build();
    try {
      forced.transfer(TransferRequest.from(file).to(there));
      assertThat(Files.readAllBytes(there)).isEqualTo(content);
    } catch (NoStrategyException e) {
      assertThat(there).hasContent("before");
      assertThatThrownBy(() -> forced.transfer(TransferRequest.from(file).to(none)))
          .isInstanceOf(NoStrategyException.class);
      assertThat(none).doesNotExist();
      assertThat(forced.explain(TransferRequest.from(file).to(there)).chosen()).isEmpty();
    }
  }

  @Test
  void itsChannelIsSentFromWhereItStands() throws IOException {
    Path there = inside();
    Sendfile.copy(file, there);
    Path target = folder.resolve("target");
    try (SeekableByteChannel channel = Files.newByteChannel(there)) {
      channel.read(java.nio.ByteBuffer.allocate(70_000));
      Sendfile.receive(channel, target);
    }
    assertThat(target).hasBinaryContent(Arrays.copyOfRange(content, 70_000, SIZE));
  }

  @Test
  void aClassOfTheJdkIsCopied() throws IOException {
    Path source =
        FileSystems.getFileSystem(URI.create("jrt:/"))
            .getPath("/modules/java.base/java/lang/Object.class");
    Path target = folder.resolve("Object.class");
    Sendfile.copy(source, target);
    assertThat(target).hasBinaryContent(Files.readAllBytes(source));
  }

  @Test
  void whatIsNotForWritingIsSaidToBe() {
    Path target =
        FileSystems.getFileSystem(URI.create("jrt:/")).getPath("/modules/java.base/nothing");
    assertThatThrownBy(() -> Sendfile.copy(file, target))
        .isInstanceOf(TransferException.class)
        .hasMessageContaining("is not for writing");
  }
}
