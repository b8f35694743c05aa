package dev.sendfile.bench.plot;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where sizes lie. A logarithmic axis of the charting library has its marks at powers of ten, and
 * sizes go by powers of two. So the logarithm is taken here, and the axis is a linear one.
 */
final class SizeAxis {

  private final Map<Double, String> names = new HashMap<>();

  /** Marks the sizes of these lines. */
  SizeAxis(List<Line> lines) {
    for (Line line : lines) {
      line.points().forEach(it -> names.put(position(it.size()), Units.size(it.size())));
    }
  }

  static double position(long size) {
    return Long.bitCount(size) == 1
        ? Long.numberOfTrailingZeros(size) // exactly, so that the mark is found again
        : Math.log((double) size) / Math.log(2);
  }

  /** Names a mark; where nothing was measured it has no name. */
  String label(double position) {
    return names.getOrDefault(position, " ");
  }
}
