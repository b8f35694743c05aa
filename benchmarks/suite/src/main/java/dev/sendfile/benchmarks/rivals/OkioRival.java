package dev.sendfile.benchmarks.rivals;

import dev.sendfile.bench.contest.Move;
import dev.sendfile.bench.contest.SendEnds;
import dev.sendfile.bench.contest.SendEntrant;
import dev.sendfile.bench.result.Mode;
import dev.sendfile.bench.result.Setting;
import java.io.IOException;
import java.nio.file.Path;
import okio.BufferedSink;
import okio.Okio;
import okio.Source;

/** Okio, whose sink lasts as long as the connection. */
final class OkioRival implements SendEntrant {

  @Override
  public String name() {
    return "OKIO";
  }

  /** Its ends block. */
  @Override
  public boolean takesPart(Setting setting) {
    return setting.mode() != Mode.NON_BLOCKING;
  }

  @Override
  public Move open(SendEnds ends) throws IOException {
    Path path = ends.path();
    byte[] header = Headers.array(ends);
    BufferedSink sink = Okio.buffer(Okio.sink(ends.socket()));
    return () -> {
      sink.write(header);
      try (Source source = Okio.source(path)) {
        sink.writeAll(source);
      }
      sink.flush();
    };
  }
}
