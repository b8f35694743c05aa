package dev.sendfile.itests.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What all transfers of a soak share: the bytes, and files that hold them from the first on.
 *
 * @param folder where transfers put files of their own
 * @param small a file small enough to be kept mapped
 * @param large a file that holds the whole pattern
 */
record Ground(Path folder, Pattern pattern, Path small, Path large) {

  static final int SMALL = 20 << 10;

  /** Beyond the longest transfer, so that ranges have somewhere to begin. */
  private static final int MARGIN = 64 << 10;

  static byte[] bytes(int mostBytes) {
    return Pattern.of(mostBytes + MARGIN).bytes();
  }

  static Ground in(Path folder, Pattern pattern) throws IOException {
    Path small = folder.resolve("small.bin");
    Path large = folder.resolve("large.bin");
    pattern.write(small, new Pattern.Part(0, SMALL));
    pattern.write(large, new Pattern.Part(0, pattern.size()));
    return new Ground(folder, pattern, small, large);
  }

  /** A folder for one transfer. */
  Path folder(long number) throws IOException {
    return Files.createDirectories(folder.resolve(Long.toString(number)));
  }
}
