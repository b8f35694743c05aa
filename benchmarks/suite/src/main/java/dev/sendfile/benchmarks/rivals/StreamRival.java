package dev.sendfile.benchmarks.rivals;

import dev.sendfile.bench.contest.Move;
import dev.sendfile.bench.contest.SendEnds;
import dev.sendfile.bench.contest.SendEntrant;
import dev.sendfile.bench.result.Mode;
import dev.sendfile.bench.result.Setting;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;

/**
 * A library that copies a file to a stream, here that of a socket.
 *
 * @param name its name in the report
 * @param copy what it offers
 */
record StreamRival(String name, Copy copy) implements SendEntrant {

  /** Opens a file and copies all of it. */
  @FunctionalInterface
  interface Copy {
    void all(File from, OutputStream to) throws IOException;
  }

  /** Streams block. */
  @Override
  public boolean takesPart(Setting setting) {
    return setting.mode() != Mode.NON_BLOCKING;
  }

  @Override
  public Move open(SendEnds ends) throws IOException {
    File file = ends.path().toFile();
    OutputStream stream = ends.socket().getOutputStream();
    byte[] header = Headers.array(ends);
    return () -> {
      if (header.length > 0) {
        stream.write(header);
      }
      copy.all(file, stream);
    };
  }
}
