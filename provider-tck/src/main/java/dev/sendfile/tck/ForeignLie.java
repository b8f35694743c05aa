package dev.sendfile.tck;

import dev.sendfile.tck.fixture.ThreadKind;
import dev.sendfile.tck.fixture.foreign.ForeignEnd;
import dev.sendfile.tck.fixture.foreign.Lie;
import java.util.ArrayList;
import java.util.List;

/**
 * A lie.
 *
 * @param end who tells it
 * @param lie what is told
 * @param thread to whom
 */
record ForeignLie(ForeignEnd end, Lie lie, ThreadKind thread) {

  static List<ForeignLie> all() {
    List<ForeignLie> all = new ArrayList<>();
    for (ForeignEnd end : ForeignEnd.values()) {
      for (Lie lie : Lie.values()) {
        for (ThreadKind thread : ThreadKind.available()) {
          ForeignLie told = new ForeignLie(end, lie, thread);
          if (told.isPossible()) {
            all.add(told);
          }
        }
      }
    }
    return all;
  }

  private boolean isPossible() {
    return switch (lie) {
      case CLOSED -> end.saysWhetherOpen();
      case MODE -> end == ForeignEnd.SELECTABLE;
      case POSITION, SHORT, LONG -> end.hasPosition();
      case AVAILABLE -> end.isFlushed(); // which has streams
    };
  }
}
