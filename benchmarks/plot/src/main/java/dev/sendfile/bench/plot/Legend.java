package dev.sendfile.bench.plot;

import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Which line is whose. Not the charting library's own legend, which is made of outlines: this is
 * text, for those who search in it or have it read to them.
 */
final class Legend {

  private static final int LINE = 22;
  private static final int SAMPLE = 34;
  private static final int GAP = 8;

  private Legend() {}

  /**
   * Draws it at the right.
   *
   * @return its left end
   */
  static int draw(List<Line> lines, Map<Line, Look> looks, int right, int top, Graphics2D canvas) {
    FontMetrics widest = canvas.getFontMetrics(Look.BOLD);
    int text =
        right
            - lines.stream()
                .mapToInt(it -> widest.stringWidth(it.variant().label()))
                .max()
                .orElse(0);
    int left = text - SAMPLE - GAP;
    int y = top;
    for (Line line : lines) {
      Look look = Objects.requireNonNull(looks.get(line));
      canvas.setColor(look.color());
      canvas.setStroke(look.stroke());
      canvas.draw(new Line2D.Double(left, y, left + SAMPLE, y));
      look.marker().paint(canvas, left + SAMPLE / 2.0, y, Look.MARKER);
      canvas.setColor(Look.INK);
      canvas.setFont(line.variant().kind() == Variant.Kind.OURS ? Look.BOLD : Look.PLAIN);
      canvas.drawString(line.variant().label(), text, y + 5);
      y += LINE;
    }
    return left;
  }
}
