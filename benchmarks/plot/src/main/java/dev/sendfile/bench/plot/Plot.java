package dev.sendfile.bench.plot;

import java.util.List;

/**
 * What is to be seen in one picture.
 *
 * @param name what its file is called, without an ending
 * @param title what it shows
 * @param subtitle where it was measured
 * @param scale what is measured up the side
 * @param lines at least one, each of another variant
 */
public record Plot(String name, String title, String subtitle, Scale scale, List<Line> lines) {

  /** Takes a copy. */
  public Plot {
    lines = List.copyOf(lines);
    if (lines.isEmpty()) {
      throw new IllegalArgumentException("nothing to draw for \"" + title + '"');
    }
  }
}
