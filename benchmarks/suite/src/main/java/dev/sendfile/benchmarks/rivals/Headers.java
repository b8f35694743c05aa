package dev.sendfile.benchmarks.rivals;

import dev.sendfile.bench.contest.SendEnds;
import java.nio.ByteBuffer;

/** Headers in the form that libraries of streams take. */
final class Headers {

  private Headers() {}

  /** Empty where there is no header. */
  static byte[] array(SendEnds ends) {
    ByteBuffer header = ends.header();
    byte[] array = new byte[header.remaining()];
    header.get(array);
    return array;
  }
}
