package dev.sendfile.internal.end;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sendfile.EndingEarly;
import java.io.FileOutputStream;
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
        assertThat(AppendModes.appends(appends, size + 1)).isTrue();
        assertThat(AppendModes.appends(stands, size + 1)).isFalse();
        assertThat(stands.position()).isEqualTo(size);
        assertThat(AppendModes.appends(appends, size)).as("just there").isFalse();
      }
    }
  }

  @Test
  void aTargetThatIsWrittenWhereItStandsTellsIt() throws Exception {
    Files.write(file, new byte[10]);
    try (FileChannel appends = open(StandardOpenOption.APPEND);
        FileChannel stands = open(StandardOpenOption.WRITE).position(10);
        FileOutputStream stream = new FileOutputStream(file.toFile(), true);
        FileChannel closed = open(StandardOpenOption.APPEND)) {
      closed.close();
      assertThat(target(appends).appends()).isTrue();
      assertThat(target(stream).appends()).isTrue();
      assertThat(target(stream.getFD()).appends()).isTrue();
      assertThat(target(stands).appends()).isFalse();
      assertThat(stands.position()).isEqualTo(10);
      assertThat(target(closed).appends()).isFalse();
    }
  }

  private EngineTarget target(Object given) throws IOException {
    return Ends.target(given, Opening.DEFAULT, Ends.source(file));
  }

  @Test
  void oneThatStandsElsewhereOrBeyondTheEndIsNotMoved() throws Exception {
    Files.write(file, new byte[10]);
    for (int position : new int[] {0, 9, 11}) {
      try (FileChannel channel = open(StandardOpenOption.WRITE).position(position)) {
        assertThat(AppendModes.appends(channel, 5)).isFalse();
        assertThat(channel.position()).isEqualTo(position);
      }
    }
  }

  @Test
  void whoAsksAtTheSameTimeWaitsForItsTurn() throws Exception {
    List<Boolean> answers = new CopyOnWriteArrayList<>();
    try (Crossed channel = new Crossed(it -> answers.add(AppendModes.appends(it, 7)))) {
      answers.add(AppendModes.appends(channel, 7));
      channel.other.join();

      assertThat(answers).containsExactly(false, false);
      assertThat(channel.disturbed).isFalse();
      assertThat(channel.position()).isZero();
    }
  }

  /** A caller may use his channel as the monitor of whatever he likes. */
  @Test
  void whoHoldsTheMonitorOfTheChannelHoldsUpNobody() throws Exception {
    try (FileChannel channel = open(StandardOpenOption.APPEND)) {
      List<Boolean> answers = new CopyOnWriteArrayList<>();
      Thread asks = new Thread(() -> asked(channel, answers));
      synchronized (channel) {
        asks.start();
        await().atMost(Duration.ofMinutes(1)).until(() -> !answers.isEmpty());
      }
      asks.join();
      assertThat(answers).containsExactly(true);
    }
  }

  private static void asked(FileChannel channel, List<Boolean> answers) {
    try {
      answers.add(AppendModes.appends(channel, 7));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Who looks while it stands elsewhere sees that it may be put there, so it does not append. */
  @Test
  void whoLooksAtTheSameTimeIsNotMistaken() throws Exception {
    for (int size : new int[] {0, 1, 1000}) {
      Files.write(file, new byte[size]);
      try (FileChannel channel = open(StandardOpenOption.WRITE).position(size == 0 ? 1 : 0)) {
        assertThat(AppendModes.appends(channel, 7)).isFalse();
      }
    }
  }

  @Test
  void aChannelIsAskedOnce() throws Exception {
    try (Moved channel = new Moved()) {
      assertThat(AppendModes.appends(channel, 7)).isFalse();
      int moves = channel.moves;
      assertThat(AppendModes.appends(channel, 8)).isFalse();
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
   * While it stands elsewhere for the first time, another thread that has seen it at the end before
   * begins to ask it. That one must wait, and not move it before it is back.
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
    public long position() {
      return isOther() ? 0 : super.position();
    }

    @Override
    public FileChannel position(long newPosition) {
      disturbed |= isOther();
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

    private boolean isOther() {
      return first != null && first != Thread.currentThread();
    }

    /** For the lock, as its classes were loaded by the first one. */
    private boolean isWaiting() {
      return other.getState() == Thread.State.WAITING;
    }
  }
}
