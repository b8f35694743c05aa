package dev.sendfile.itests.network;

import dev.sendfile.TransferResult;
import dev.sendfile.tck.fixture.Content;
import dev.sendfile.tck.fixture.Task;
import java.util.ArrayList;
import java.util.List;

/**
 * What is opened at the first use and kept: the JDK's pollers for virtual threads, and as many
 * pipes as the native strategies ever keep. Whoever counts descriptors has it opened before.
 */
final class FirstUse {

  private static final byte[] CONTENT = Content.bytes(300_000);

  private FirstUse() {}

  /** Sends in every way, all at once, through a network that works after it was silent. */
  static void ofEveryRow() throws Exception {
    List<Passage> passages = new ArrayList<>();
    List<Task<TransferResult>> tasks = new ArrayList<>();
    try {
      for (Row row : Row.forced()) {
        Passage passage = Passage.open(row, new Fault.Silence(1), CONTENT);
        passages.add(passage);
        tasks.add(passage.start(row.sendfile()));
      }
      for (Passage passage : passages) {
        passage.proxy().awaitStrike();
      }
      for (int i = 0; i < passages.size(); i++) {
        passages.get(i).proxy().mend();
        passages.get(i).checkComplete(tasks.get(i).await());
      }
    } finally {
      for (Passage passage : passages) {
        passage.close();
      }
    }
  }
}
