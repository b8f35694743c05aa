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
  private int blanks;

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

  /**
   * Names a mark; where nothing was measured, by some blanks. No two are the same: XChart widens
   * the distance of the marks until all names differ and have room, and would do so for ever.
   */
  String label(double position) {
    String name = names.get(position);
    if (name == null) {
      blanks++;
      name = Integer.toBinaryString(blanks).replace('0', ' ').replace('1', '\u00a0');
      names.put(position, name);
    }
    return name;
  }
}
