package dev.sendfile.bench.plot;

/**
 * Where sizes lie. A logarithmic axis of the charting library has its marks at powers of ten, and
 * sizes go by powers of two. So the logarithm is taken here, and the axis is a linear one.
 */
final class SizeAxis {

  private SizeAxis() {}

  static double position(long size) {
    return Long.bitCount(size) == 1
        ? Long.numberOfTrailingZeros(size) // exactly, so that the mark is found again
        : Math.log((double) size) / Math.log(2);
  }

  /** Names a mark; those between two powers of two have no name. */
  static String label(double position) {
    return position == Math.rint(position) ? Units.size(1L << (int) position) : " ";
  }
}
