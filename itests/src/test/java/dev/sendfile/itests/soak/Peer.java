package dev.sendfile.itests.soak;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * What a far end does in the middle, and how it goes on.
 *
 * @param at after how many bytes; -1 for never
 * @param happening what it does then
 * @param pace how it goes on
 * @param pauseMicros how long it dawdles
 * @param ended counted down when the transfer has ended
 */
record Peer(
    int at, Happening happening, Choices.Pace pace, long pauseMicros, CountDownLatch ended) {

  /** Something that is done to a transfer under way. */
  interface Happening {
    void happens() throws IOException;
  }

  static final Happening NOTHING = () -> {};

  /** One that merely does its work. */
  static Peer plain(CountDownLatch ended) {
    return new Peer(-1, NOTHING, Choices.Pace.GOES_ON, 0, ended);
  }

  /** How many bytes may be moved before it is time, once some have been. */
  int upTo(int done, int most) {
    return at < done ? most : Math.min(most, at - done);
  }

  void act() {
    try {
      happening.happens();
    } catch (IOException e) {
      return; // too late: the transfer has ended, and its ends are closed
    }
    try {
      switch (pace) {
        case GOES_ON -> {}
        case DAWDLES -> ended.await(pauseMicros, TimeUnit.MICROSECONDS);
        case STALLS -> ended.await();
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
