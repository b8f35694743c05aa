package dev.sendfile.mmap;

import dev.sendfile.spi.Refusal;
import dev.sendfile.spi.Scope;
import dev.sendfile.spi.Step;
import java.io.IOException;
import java.nio.channels.FileChannel;

/** What to answer where a file could not be mapped. */
final class Unmappable {

  private Unmappable() {}

  /**
   * Gives up for these two ends if it is the mapping that cannot be had: files in {@code /sys},
   * some network file systems, too many mappings.
   *
   * @param size what the file held just before
   * @throws IOException {@code e}, if the file was closed or cut short meanwhile
   */
  static Step step(FileChannel file, long size, IOException e) throws IOException {
    if (!file.isOpen() || file.size() < size) {
      throw e;
    }
    return Step.notHandled(
        new Refusal(
            Scope.ENDS,
            "the system does not map this file (" + e + "); send it by another strategy",
            e));
  }
}
