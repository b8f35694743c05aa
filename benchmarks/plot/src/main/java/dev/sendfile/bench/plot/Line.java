package dev.sendfile.bench.plot;

import java.util.Comparator;
import java.util.List;

/**
 * One line of a plot.
 *
 * @param variant whose it is
 * @param points what was measured; at least one, kept in the order of sizes
 */
public record Line(Variant variant, List<Point> points) {

  /**
   * One point of a line.
   *
   * @param size bytes of a transfer, above 0
   * @param value what was measured, above 0
   */
  public record Point(long size, double value) {}

  /** Sorts a copy. */
  public Line {
    points = points.stream().sorted(Comparator.comparingLong(Point::size)).toList();
    if (points.isEmpty()) {
      throw new IllegalArgumentException("no point of " + variant.name());
    }
  }

  Point first() {
    return points.get(0);
  }

  Point last() {
    return points.get(points.size() - 1);
  }
}
