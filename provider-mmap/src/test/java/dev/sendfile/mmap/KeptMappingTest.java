package dev.sendfile.mmap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sendfile.spi.Memory;
import dev.sendfile.spi.Options;
import dev.sendfile.spi.Session;
import dev.sendfile.spi.Step;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a prepared source keeps serves all of its transfers, and ends with it. */
class KeptMappingTest {

  private static final int SIZE = 16_000;

  private final MappedWrite strategy = new MappedWrite();

  @TempDir Path folder;

  private TestFile file;

  @BeforeEach
  void open() throws Exception {
    file = new TestFile(folder, SIZE);
  }

  @AfterEach
  void close() throws Exception {
    file.close();
  }

  private byte[] send(TestKeep keep, int length) throws Exception {
    TestTarget target = new TestTarget(Memory.HEAP);
    TestContext context = new TestContext();
    try (Session session =
        strategy.open(file.plan(target, keep, length, Options.DEFAULTS), context)) {
      assertThat(session.step(TestBatch.of(0, length))).isEqualTo(Step.moved(length));
    }
    return target.bytes.toByteArray();
  }

  @Test
  void manyThreadsShareOneMapping() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try (TestKeep keep = TestKeep.ofMappings()) {
      List<Future<byte[]>> sent = new ArrayList<>();
      for (int i = 1; i <= 200; i++) {
        int length = i * 80;
        sent.add(threads.submit(() -> send(keep, length)));
      }
      for (int i = 0; i < sent.size(); i++) {
        assertThat(sent.get(i).get()).isEqualTo(file.head((i + 1) * 80));
      }
      assertThat(keep.made()).isEqualTo(1);
      assertThat(Mappings.of(file.path)).isEqualTo(1);
    } finally {
      threads.shutdownNow();
    }
    assertThat(Mappings.of(file.path)).isZero();
  }

  @Test
  void nothingIsKeptWhereTheOwnerDoesNotAllowIt() throws Exception {
    try (TestKeep keep = TestKeep.ofNoMapping()) {
      assertThat(send(keep, SIZE)).isEqualTo(file.content);
      assertThat(keep.made()).isZero();
      assertThat(Mappings.of(file.path)).isZero();
    }
  }

  @Test
  void windowsServeWhereNothingCanBeKept() throws Exception {
    try (TestKeep keep = TestKeep.failing()) {
      assertThat(send(keep, SIZE)).isEqualTo(file.content);
    }
  }

  @Test
  void windowsServeARangeBeyondWhatIsKept() throws Exception {
    try (TestKeep keep = TestKeep.ofMappings()) {
      send(keep, 10);
      file.append(100);

      byte[] sent = send(keep, SIZE + 100);
      assertThat(sent).startsWith(file.content).hasSize(SIZE + 100);
    }
  }
}
