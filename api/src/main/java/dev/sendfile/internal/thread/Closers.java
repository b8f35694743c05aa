package dev.sendfile.internal.thread;

import java.lang.System.Logger.Level;
import java.util.stream.Stream;

/**
 * The threads that close ends, so that the {@link Watchdog} need not: closing may block for ever,
 * or throw anything. Each kind of call has a lane of its own, so that it is held up by nothing but
 * its like.
 */
public final class Closers {

  /** Calls of a kind at a time, as long as they return. */
  static final int MOST = 16;

  /**
   * Threads that may stay in calls of a kind that hang, besides: who hangs costs its own transfer
   * alone, and all of them together no more than this. A thread that hangs takes some 100 KiB.
   */
  static final int MOST_HUNG = 240;

  /** FIFOs and devices being opened at a time: each has a transfer that waits for it, as a rule. */
  private static final int MOST_OPENED = MOST + MOST_HUNG;

  private final Lane sockets = new Lane("sendfile-closer", MOST, MOST_HUNG);
  private final Lane files = new Lane("sendfile-file-closer", MOST, MOST_HUNG);
  private final Lane foreign = new Lane("sendfile-foreign-closer", MOST, MOST_HUNG);
  private final Lane strategies = new Lane("sendfile-unblocker", MOST, MOST_HUNG);
  private final Lane openers = new Lane("sendfile-opener", MOST_OPENED, 0);

  /** As many as openers, so that none of those waits to be freed. */
  private final Lane releasers = new Lane("sendfile-releaser", MOST_OPENED, 0);

  private final Lane lookers = new Lane("sendfile-looker", MOST, MOST_HUNG);

  private final Lane messages = new Lane("sendfile-messages", 1, 0);

  /** For a watchdog. */
  Closers() {}

  /** Whose code is called. */
  public enum Whose {
    /** The JDK's, on a socket: it returns at once, unless its owner closes it too, and lingers. */
    SOCKET,
    /** The JDK's, on a file, a pipe or a device, which may have bytes to get rid of first. */
    FILE,
    /** A class of a user's or of a library: nobody knows. */
    FOREIGN,
    /** The operating system's, which may wait for another program. */
    OPENED,
    /** The operating system's, to end such a wait. */
    GIVEN_UP,
    /** A file system's, which may be on another machine. */
    LOOKED_AT,
    /** A strategy's: it promises not to wait. */
    STRATEGY
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
   * Lets a thread call something, soon. Waits for nothing.
   *
   * @param whose whose code it calls
   * @param call the call
   * @throws OutOfMemoryError if no thread can be started: it is not done
   */
  public void run(Whose whose, Call call) {
    Lane lane =
        switch (whose) {
          case SOCKET -> sockets;
          case FILE -> files;
          case FOREIGN -> foreign;
          case STRATEGY -> strategies;
          case OPENED -> openers;
          case GIVEN_UP -> releasers;
          case LOOKED_AT -> lookers;
        };
    if (!lane.run(call) && lane.isFull()) {
      messages.run(new Warning(call.describe(), lane));
    }
  }

  /**
   * Finds threads for calls that wait, in place of those that hang by now. From time to time.
   *
   * @throws OutOfMemoryError if none can be started: the next time, perhaps
   */
  void tend() {
    lanes().forEach(Lane::tend);
  }

  private Stream<Lane> lanes() {
    return Stream.of(sockets, files, foreign, strategies, openers, releasers, lookers);
  }

  /** A logger is somebody else's too. */
  private record Warning(String waiting, Lane lane) implements Call {
    @Override
    public void run() {
      System.getLogger("dev.sendfile")
          .log(
              Level.WARNING,
              waiting + " has to wait, since all threads for that are stuck: " + lane.hung());
    }

    @Override
    public String describe() {
      return "logging a warning";
    }
  }

  /**
   * Returns how many threads are stuck in somebody else's code.
   *
   * @return the number of calls that have not returned for a second
   */
  public int hung() {
    return lanes().mapToInt(Lane::countHung).sum();
  }
}
