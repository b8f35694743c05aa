package dev.sendfile.mmap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One window at a time, gone as soon as it is not needed. */
class WindowsTest {

  private static final int SIZE = (32 << 20) + 17;

  @TempDir Path folder;

  @Test
  void oneWindowIsMappedAtATimeAndNoneAfterwards() throws IOException {
    try (TestFile file = new TestFile(folder, SIZE)) {
      try (Windows windows = new Windows(file.channel, SIZE, true)) {
        assertThat(Mappings.of(file.path)).as("before the first byte").isZero();
        ByteBuffer all = ByteBuffer.allocate(SIZE);
        while (all.hasRemaining()) {
          ByteBuffer shown = windows.from(all.position(), SIZE);
          assertThat(shown.remaining()).isLessThanOrEqualTo((int) Windows.WINDOW);
          all.put(shown);
          assertThat(Mappings.of(file.path)).isEqualTo(1);
        }
        assertThat(all.array()).isEqualTo(file.content);
      }
      assertThat(Mappings.of(file.path)).isZero();
    }
  }

  @Test
  void aPositionBehindOrBeforeTheWindowMovesIt() throws IOException {
    try (TestFile file = new TestFile(folder, SIZE);
        Windows windows = new Windows(file.channel, SIZE, true)) {
      for (int position : new int[] {5000, 5001, 30 << 20, 4097, SIZE - 1}) {
        assertThat(windows.from(position, SIZE).get()).isEqualTo(file.content[position]);
      }
    }
  }

  @Test
  void nothingBeyondTheRangeIsMapped() throws IOException {
    try (TestFile file = new TestFile(folder, SIZE);
        Windows windows = new Windows(file.channel, 10_000, true)) {
      assertThat(windows.from(100, 10_000).capacity()).isEqualTo(9_900);
      assertThat(windows.from(200, 300).remaining()).isEqualTo(100);
    }
  }

  @Test
  void aFileOpenForWritingTooIsNotMadeLonger() throws IOException {
    Path path = Files.write(folder.resolve("writable"), new byte[10_000]);
    try (FileChannel channel =
            FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
        Windows windows = new Windows(channel, 10_000, true)) {
      channel.truncate(5_000);

      assertThat(windows.from(100, 10_000).remaining()).isEqualTo(4_900);
      assertThatThrownBy(() -> windows.from(6_000, 10_000)).isInstanceOf(EOFException.class);
      assertThat(Files.size(path)).isEqualTo(5_000);
    }
  }
}
