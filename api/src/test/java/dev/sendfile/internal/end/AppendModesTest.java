package dev.sendfile.internal.end;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sendfile.EndingEarly;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
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

  /** With two memories, as two instances of the library have them. */
  @Test
  void whoAsksAtTheSameTimeWaitsForItsTurn() throws Exception {
    ExecutorService executor = Executors.newFixedThreadPool(2);
    try (Meeting channel = new Meeting()) {
      List<Future<Boolean>> asked = new ArrayList<>();
      for (AppendModes each : List.of(modes, new AppendModes())) {
        asked.add(executor.submit(() -> each.appends(channel, 7)));
      }
      for (Future<Boolean> each : asked) {
        assertThat(each.get()).isFalse();
      }
      assertThat(channel.disturbed).isFalse();
      assertThat(channel.position()).isZero();
    } finally {
      executor.shutdownNow();
    }
  }

  @Test
  void aChannelIsAskedOnce() throws Exception {
    try (Meeting channel = new Meeting()) {
      assertThat(modes.appends(channel, 7)).isFalse();
      int moves = channel.moves;
      assertThat(modes.appends(channel, 8)).isFalse();
      assertThat(channel.moves).isEqualTo(moves);
    }
  }

  /**
   * An empty file that lets two threads see it where it stands, and two move it, before it goes on:
   * if they come at the same time.
   */
  private static final class Meeting extends EndingEarly {

    private final CyclicBarrier together = new CyclicBarrier(2);
    private final AtomicReference<Thread> mover = new AtomicReference<>();
    private volatile long position;
    private volatile int moves;
    private volatile boolean disturbed;

    Meeting() {
      super(0, 0);
    }

    @Override
    public long position() {
      if (mover.get() == null) {
        meet();
      }
      return position;
    }

    @Override
    public FileChannel position(long newPosition) {
      if (newPosition > 0) {
        moves = moves + 1;
        if (!mover.compareAndSet(null, Thread.currentThread())) {
          disturbed = true;
        }
        meet();
      } else {
        mover.set(null);
      }
      position = newPosition;
      return this;
    }

    private void meet() {
      try {
        together.await(200, TimeUnit.MILLISECONDS);
      } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
        return; // nobody else came, as it should be
      }
    }
  }
}
