package dev.sendfile.tck;

import dev.sendfile.tck.fixture.Content;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files that many cases send, made once, and files of their own for those that change them. */
final class ContentFiles {

  /** The size of a file of which parts are sent. */
  static final int SIZE = 200_000;

  /** More than a transfer between files moves before others have their turn: 9 MiB. */
  static final int LARGE = 9 << 20;

  /** What a file holds before that is written to: less than most of what is written. */
  static final byte[] BEFORE = Content.bytes(1_000);

  private final Path folder;

  ContentFiles(Path folder) {
    this.folder = folder;
  }

  /** A file of {@link Content#bytes} that nobody changes. */
  synchronized Path shared(int size) throws IOException {
    Path file = folder.resolve(size + ".bin");
    return Files.exists(file) ? file : Files.write(file, Content.bytes(size));
  }

  /** A new file of {@link Content#bytes}. */
  Path own(int size) throws IOException {
    return Content.file(folder, size);
  }

  /** A new file that holds some bytes. */
  Path holding(byte[] bytes) throws IOException {
    return Files.write(Files.createTempFile(folder, "file", ".bin"), bytes);
  }

  Path folder() {
    return folder;
  }
}
