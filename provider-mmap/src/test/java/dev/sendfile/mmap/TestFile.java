package dev.sendfile.mmap;

import dev.sendfile.spi.Keep;
import dev.sendfile.spi.Options;
import dev.sendfile.spi.Plan;
import dev.sendfile.spi.Target;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Random;

/** A file of random bytes without a zero among them, open for reading. */
final class TestFile implements AutoCloseable {

  final Path path;
  final byte[] content;
  final FileChannel channel;

  TestFile(Path folder, int size) throws IOException {
    content = new byte[size];
    new Random(size).nextBytes(content);
    for (int i = 0; i < size; i++) {
      content[i] |= 1; // so that zeros are never the file's
    }
    path = Files.write(folder.resolve("file-" + size), content);
    channel = FileChannel.open(path, StandardOpenOption.READ);
  }

  void truncate(long size) throws IOException {
    try (FileChannel writer = FileChannel.open(path, StandardOpenOption.WRITE)) {
      writer.truncate(size);
    }
  }

  void append(int bytes) throws IOException {
    Files.write(path, new byte[bytes], StandardOpenOption.APPEND);
  }

  byte[] head(int bytes) {
    return Arrays.copyOf(content, bytes);
  }

  Plan plan(Target target) {
    return plan(target, null, content.length, Options.DEFAULTS);
  }

  Plan plan(Target target, Keep keep, long length, Options options) {
    return new Plan(new FileSource(channel, keep), target, 0, length, 0, 0, true, options);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
