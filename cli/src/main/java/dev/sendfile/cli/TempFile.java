package dev.sendfile.cli;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file that is gone when this is closed, and after Ctrl-C when the JVM ends.
 *
 * @param path where it is
 */
record TempFile(Path path) implements Closeable {

  static TempFile create() throws IOException {
    try {
      Path path = Files.createTempFile("sendfile", ".bin");
      path.toFile().deleteOnExit();
      return new TempFile(path);
    } catch (IOException e) {
      throw new NoTemporaryFile(e);
    }
  }

  /** Makes one that holds something: a full folder still has room for an empty one. */
  static TempFile of(byte[] content) throws IOException {
    TempFile file = create();
    try {
      Files.write(file.path(), content);
      return file;
    } catch (IOException e) {
      file.close();
      throw new NoTemporaryFile(e);
    }
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(path);
  }
}
