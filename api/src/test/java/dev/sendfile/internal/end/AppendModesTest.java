package dev.sendfile.internal.end;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sendfile.EndingEarly;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
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
    List<Boolean> answers = new CopyOnWriteArrayList<>();
    try (Crossed channel = new Crossed(it -> answers.add(new AppendModes().appends(it, 7)))) {
      answers.add(modes.appends(channel, 7));
      channel.other.join();

      assertThat(answers).containsExactly(false, false);
      assertThat(channel.disturbed).isFalse();
      assertThat(channel.position()).isZero();
    }
  }

  @Test
  void aChannelIsAskedOnce() throws Exception {
    try (Moved channel = new Moved()) {
      assertThat(modes.appends(channel, 7)).isFalse();
      int moves = channel.moves;
      assertThat(modes.appends(channel, 8)).isFalse();
      assertThat(channel.moves).isEqualTo(moves);
    }
  }

  /** An empty file that counts how often it is put elsewhere. */
  private static class Moved extends EndingEarly {

    private volatile long position;
    private volatile int moves;

    Moved() {
      super(0, 0);
    }

    @Override
    public long position() {
      return position;
    }

    @Override
    public FileChannel position(long newPosition) {
      position = newPosition;
      if (newPosition > 0) {
        moves = moves + 1;
      }
      return this;
    }
  }

  private interface Asking {
    void ask(FileChannel channel) throws IOException;
  }

  /**
   * While it stands elsewhere for the first time, another thread begins to ask it. That one must
   * wait, and not even look at it before it is back.
   */
  private static final class Crossed extends Moved {

    private final Thread other;
    private volatile @Nullable Thread first;
    private volatile boolean disturbed;

    Crossed(Asking asking) {
      other =
          new Thread(
              () -> {
                try {
                  asking.ask(this);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
    }

    @Override
    public long size() {
      look();
      return super.size();
    }

    @Override
    public long position() {
      look();
      return super.position();
    }

    @Override
    public FileChannel position(long newPosition) {
      look();
      super.position(newPosition);
      if (newPosition == 0) {
        first = null;
      } else if (other.getState() == Thread.State.NEW) {
        first = Thread.currentThread();
        other.start();
        await().atMost(Duration.ofMinutes(1)).until(() -> disturbed || isWaiting());
      }
      return this;
    }

    private void look() {
      if (first != null && first != Thread.currentThread()) {
        disturbed = true;
      }
    }

    /** For the monitor, as its classes were loaded by the first one. */
    private boolean isWaiting() {
      return other.getState() == Thread.State.BLOCKED;
    }
  }
}
