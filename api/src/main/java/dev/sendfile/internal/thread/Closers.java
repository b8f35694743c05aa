package dev.sendfile.internal.thread;

import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;

/**
 * The threads that close ends, so that the {@link Watchdog} need not: closing may block for ever,
 * or throw anything. Each call has a thread of its own, and calls of a kind are counted apart, so
 * that many that hang keep no others from beginning but their like.
 */
public final class Closers {

  /**
   * With how many calls of a kind that hang others may still begin that could need one: who hangs
   * costs its own transfer alone, and all of them together no more than the process can bear. A
   * thread that hangs takes some 100 KiB.
   */
  static final int MOST_HUNG = 1024;

  private final Map<Whose, Lane> lanes = new EnumMap<>(Whose.class);

  /** For a watchdog. */
  Closers() {
    for (Whose whose : Whose.values()) {
      lanes.put(whose, new Lane(whose.threads, MOST_HUNG));
    }
  }

  /** Whose code is called. */
  public enum Whose {
    /** The JDK's, on a socket: it returns at once, unless its owner closes it too, and lingers. */
    SOCKET("sendfile-closer"),
    /** The JDK's, on a file, a pipe or a device, which may have bytes to get rid of first. */
    FILE("sendfile-file-closer"),
    /** A class of a user's or of a library: nobody knows. */
    FOREIGN("sendfile-foreign-closer"),
    /** The operating system's, which may wait for another program to open a FIFO. */
    FIFO("sendfile-opener"),
    /** A driver's, which opens a device, at once as a rule. */
    DEVICE("sendfile-device-opener"),
    /** The operating system's, to end the wait for another program. */
    GIVEN_UP("sendfile-releaser"),
    /** The operating system's, which may wait for another program, in a transfer under way. */
    WAITED_FOR("sendfile-waiter"),
    /** A file system's, which may be on another machine. */
    LOOKED_AT("sendfile-looker"),
    /** A strategy's: it promises not to wait. */
    STRATEGY("sendfile-unblocker");

    private final String threads;

    Whose(String threads) {
      this.threads = threads;
    }
  }

  /** A call that may hang. */
  public interface Call extends Runnable {
    /**
     * Names it in messages. From any thread; it does not block.
     *
     * @return for example {@code closing the target (tcp)}
     */
    String describe();
  }

  /**
   * Lets a thread call something, at once, however many hang. Waits for nothing.
   *
   * @param whose whose code it calls
   * @param call the call
   * @throws OutOfMemoryError if no thread can be started: it is not done
   */
  public void run(Whose whose, Call call) {
    lane(whose).run(call);
  }

  /**
   * Requires that not too many calls of a kind hang: before something begins that only such a call
   * could end, or that is one.
   *
   * @param whose whose code would be called
   * @throws IOException if {@value #MOST_HUNG} hang, or more; it says so, and names some of them
   */
  public void requireRoom(Whose whose) throws IOException {
    lane(whose).requireRoom();
  }

  private Lane lane(Whose whose) {
    Lane lane = lanes.get(whose);
    if (lane == null) {
      throw new AssertionError(whose);
    }
    return lane;
  }

  /**
   * Returns how many threads are stuck in somebody else's code.
   *
   * @return the number of calls that have not returned for a second
   */
  public int hung() {
    return lanes.values().stream().mapToInt(Lane::countHung).sum();
  }
}
