package dev.sendfile.bench.contest;

import java.io.IOException;
import java.util.Collection;
import java.util.List;

/** Moves all bytes of one transfer, each time that it is asked to. */
@FunctionalInterface
public interface Move {

  /**
   * Moves them once, and returns when the last one was accepted by the target.
   *
   * @throws IOException if it cannot
   */
  void once() throws IOException;

  /**
   * Moves them again and again, each time when the last byte of the time before was accepted. One
   * that moves them in a thread of its own does all of it there: going there and back for each
   * transfer is nothing that its users do.
   *
   * @param times at least 1
   * @throws IOException if it cannot
   */
  default void repeat(int times) throws IOException {
    for (int i = 0; i < times; i++) {
      once();
    }
  }

  /**
   * Lists the threads that work for it beside the one that calls {@link #once}: an event loop, for
   * example. What they run and allocate while a round lasts counts as the contender's.
   *
   * @return threads that live as long as this
   */
  default Collection<Thread> workers() {
    return List.of();
  }

  /**
   * Returns the strategy of the library that moved the bytes last.
   *
   * @return its name; empty for one that is not of the library
   */
  default String strategy() {
    return "";
  }
}
