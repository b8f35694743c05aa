package dev.sendfile.internal.end;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whether a channel appends is found out without disturbing anybody. */
class AppendModesTest {

  @TempDir Path folder;
  private final AppendModes modes = new AppendModes();
  private Path file;

  @BeforeEach
  void makeFile() throws Exception {
    file = Files.createFile(folder.resolve("file"));
  }

  private FileChannel open(OpenOption... options) throws Exception {
    return FileChannel.open(file, options);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 1000})
  void aChannelThatAppendsIsToldFromOneThatStandsAtTheEnd(int size) throws Exception {
    Files.write(file, new byte[size]);
    try (FileChannel appends = open(StandardOpenOption.APPEND);
        FileChannel stands = open(StandardOpenOption.WRITE).position(size)) {
      for (int i = 0; i < 3; i++) {
        assertThat(modes.appends(appends, size + 1)).isTrue();
        assertThat(modes.appends(stands, size + 1)).isFalse();
        assertThat(stands.position()).isEqualTo(size);
        assertThat(modes.appends(appends, size)).as("just there").isFalse();
      }
    }
  }

  @Test
  void oneThatStandsElsewhereOrBeyondTheEndIsNotMoved() throws Exception {
    Files.write(file, new byte[10]);
    for (int position : new int[] {0, 9, 11}) {
      try (FileChannel channel = open(StandardOpenOption.WRITE).position(position)) {
        assertThat(modes.appends(channel, 5)).isFalse();
        assertThat(channel.position()).isEqualTo(position);
      }
    }
  }

  /** Two memories, as two instances of the library have them. */
  @Test
  void manyAtOnceAskOneChannelAndItStaysWhereItWas() throws Exception {
    int threads = 8;
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    try {
      for (int round = 0; round < 300; round++) {
        AppendModes first = new AppendModes();
        AppendModes second = new AppendModes();
        CyclicBarrier together = new CyclicBarrier(threads);
        try (FileChannel channel = open(StandardOpenOption.WRITE)) {
          List<Future<Boolean>> asked = new ArrayList<>();
          for (int i = 0; i < threads; i++) {
            AppendModes own = i % 2 == 0 ? first : second;
            asked.add(
                executor.submit(
                    () -> {
                      together.await();
                      return own.appends(channel, 1);
                    }));
          }
          for (Future<Boolean> each : asked) {
            assertThat(each.get()).isFalse();
          }
          assertThat(channel.position()).isZero();
        }
      }
    } finally {
      executor.shutdownNow();
    }
  }
}
