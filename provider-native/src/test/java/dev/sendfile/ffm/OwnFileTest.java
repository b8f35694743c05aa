package dev.sendfile.ffm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file that was opened for one transfer is found, and never another one. */
class OwnFileTest {

  private final ScriptedLinux linux = new ScriptedLinux();
  private final List<FileChannel> channels = new ArrayList<>();

  @TempDir Path folder;

  @AfterEach
  void close() throws IOException {
    for (FileChannel each : channels) {
      each.close();
    }
  }

  private FileChannel open(Path path) throws IOException {
    FileChannel channel =
        FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    channels.add(channel);
    return channel;
  }

  private Path inside(String child) throws IOException {
    return Files.createDirectories(folder.resolve(child)).resolve("name");
  }

  /** A descriptor of the same open file shows where the channel stands, whoever moved it. */
  private void assertIsOf(FileChannel channel, int found) throws IOException {
    for (long position : new long[] {7, 5L << 30}) {
      channel.position(position);
      assertThat(linux.position(found)).isEqualTo(position);
    }
    linux.close(found);
    assertThat(linux.open()).isEmpty();
  }

  @Test
  void isFoundAmongManyOfTheSameName() throws IOException {
    for (int i = 0; i < 100; i++) {
      open(inside("before" + i));
    }
    Path path = inside("this");
    open(path); // another open file of the very same path
    FileChannel channel = open(path);
    for (int i = 0; i < 100; i++) {
      open(inside("after" + i));
    }

    assertIsOf(channel, OwnFile.find(path, channel, linux));
  }

  @Test
  void isToldFromAnotherNameOfTheSameFile() throws IOException {
    Path path = inside("one");
    FileChannel channel = open(path);
    Path link = Files.createLink(inside("other"), path);
    open(link);

    assertIsOf(channel, OwnFile.find(path, channel, linux));
  }

  @Test
  void isFoundThroughASymbolicLink() throws IOException {
    Path file = Files.createFile(folder.resolve("what it leads to"));
    Path link = Files.createSymbolicLink(folder.resolve("link"), file);
    FileChannel channel = open(link);

    assertIsOf(channel, OwnFile.find(link, channel, linux));
  }

  @Test
  void isFoundByNamesThatAreHardToWrite() throws IOException {
    for (String name : List.of("\u00fc\u00e4\u4e2d", "two\nlines", "a (deleted)", "-", " ")) {
      Path path = folder.resolve(name);
      FileChannel channel = open(path);

      assertIsOf(channel, OwnFile.find(path, channel, linux));
    }
  }

  @Test
  void isNotFoundOnceItIsRenamed() throws IOException {
    Path path = folder.resolve("name");
    FileChannel channel = open(path);
    Files.move(path, folder.resolve("renamed"));
    open(path); // what the path leads to by now

    assertThatThrownBy(() -> OwnFile.find(path, channel, linux))
        .isInstanceOf(NoDescriptorException.class)
        .hasMessage("no descriptor of the target is to be found");
    assertThat(linux.open()).isEmpty();
  }

  @Test
  void isNotFoundOnceItIsDeleted() throws IOException {
    Path path = folder.resolve("name");
    FileChannel channel = open(path);
    Files.delete(path);

    assertThatThrownBy(() -> OwnFile.find(path, channel, linux))
        .isInstanceOf(NoDescriptorException.class);
    assertThat(linux.open()).isEmpty();
  }

  @Test
  void aChannelThatIsClosedMeanwhileLeavesNoDescriptor() throws IOException {
    Path path = folder.resolve("name");
    FileChannel channel = open(path);
    channel.close();
    open(path);

    assertThatThrownBy(() -> OwnFile.find(path, channel, linux))
        .isInstanceOf(NoDescriptorException.class);
    assertThat(linux.open()).isEmpty();
  }

  @Test
  void growsByNothingWhileItIsLookedFor() throws IOException {
    Path path = folder.resolve("name");
    FileChannel channel = open(path);

    linux.close(OwnFile.find(path, channel, linux));

    assertThat(Files.size(path)).isZero();
  }

  @Test
  void locksOfOtherFilesOfThatNameAreNotDropped() throws IOException {
    Path other = inside("other");
    FileChannel locked = open(other);
    Path path = inside("this");
    FileChannel channel = open(path);
    try (FileLock lock = locked.lock()) {
      assertThat(lock.isValid()).isTrue();

      linux.close(OwnFile.find(path, channel, linux));

      assertThat(FileLockTest.isLocked(other)).isTrue();
    }
  }
}
