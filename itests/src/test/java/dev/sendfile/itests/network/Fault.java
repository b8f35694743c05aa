package dev.sendfile.itests.network;

import java.time.Duration;

/** What is wrong with a network. Those that strike do so once, behind some byte of the content. */
sealed interface Fault {

  /** How many bytes travel at once, at most. */
  default int chunk() {
    return 64 << 10;
  }

  /** How long it takes a chunk of so many bytes to arrive. */
  default Duration delay(int bytes) {
    return Duration.ZERO;
  }

  /** How many bytes of the content pass before it strikes. */
  default long after() {
    return Long.MAX_VALUE;
  }

  /**
   * Every chunk takes its time.
   *
   * @param each how long
   */
  record Latency(Duration each) implements Fault {
    @Override
    public int chunk() {
      return 8 << 10;
    }

    @Override
    public Duration delay(int bytes) {
      return each;
    }
  }

  /**
   * A narrow line.
   *
   * @param bytesPerSecond how much it carries
   */
  record Bandwidth(long bytesPerSecond) implements Fault {
    @Override
    public int chunk() {
      return 4 << 10;
    }

    @Override
    public Duration delay(int bytes) {
      return Duration.ofNanos(bytes * 1_000_000_000L / bytesPerSecond);
    }
  }

  /**
   * The connection breaks off.
   *
   * @param after behind which byte
   */
  record Reset(long after) implements Fault {}

  /**
   * The peer says that it will send no more, and goes on receiving.
   *
   * @param after behind which byte
   */
  record HalfClose(long after) implements Fault {}

  /**
   * The peer neither takes nor gives anything more, and never closes.
   *
   * @param after behind which byte
   */
  record Silence(long after) implements Fault {}
}
