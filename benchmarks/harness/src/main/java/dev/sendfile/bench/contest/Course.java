package dev.sendfile.bench.contest;

import dev.sendfile.bench.far.Bytes;
import dev.sendfile.bench.machine.PageCache;
import dev.sendfile.bench.result.Cache;
import dev.sendfile.bench.result.Setting;
import java.io.IOException;
import java.nio.file.Path;

/**
 * What all contenders of a contest go through.
 *
 * @param setting the setting
 * @param file what is read, or written
 * @param expected what arrives once; its count is a header's too
 * @param runner where transfers run
 */
record Course(Setting setting, Path file, Bytes expected, Runner runner) {

  /** Of one transfer, with the header. */
  long bytes() {
    return expected.count();
  }

  boolean cold() {
    return setting.cache() == Cache.COLD;
  }

  /** Puts the file where only the disk has it. */
  void drop() throws IOException {
    PageCache.drop(file);
  }
}
