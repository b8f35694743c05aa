package dev.sendfile.bench.plot;

import dev.sendfile.bench.plot.Variant.Kind;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * How a line is drawn. The library's own are thick and in the colours of Okabe and Ito, which the
 * colour-blind tell apart; rivals are thin, in muted ones, and differ by dash and marker as well.
 */
record Look(Color color, BasicStroke stroke, Marker marker) {

  static final int MARKER = 7;
  static final Color INK = new Color(0x222222);
  static final Color FAINT = new Color(0x666666);
  static final Font PLAIN = new Font(Font.SANS_SERIF, Font.PLAIN, 13);
  static final Font BOLD = PLAIN.deriveFont(Font.BOLD);
  static final Font SMALL = PLAIN.deriveFont(12f);
  static final Font TICK = PLAIN.deriveFont(11f);
  static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 18);

  private static final List<Color> STRONG =
      List.of(
          new Color(0x0072B2),
          new Color(0xD55E00),
          new Color(0x009E73),
          new Color(0xCC79A7),
          new Color(0xE69F00),
          new Color(0x56B4E9));

  private static final List<Color> MUTED =
      List.of(
          new Color(0x4D4D4D),
          new Color(0x8C7A5B),
          new Color(0x6F8FA8),
          new Color(0xA8748A),
          new Color(0x7D9A74));

  private static final List<Marker> MARKERS =
      List.of(
          SeriesMarkers.CIRCLE,
          SeriesMarkers.SQUARE,
          SeriesMarkers.DIAMOND,
          SeriesMarkers.TRIANGLE_UP,
          SeriesMarkers.TRIANGLE_DOWN);

  /** Chooses, by the order within each family, so that one plot has no look twice. */
  static Map<Line, Look> of(List<Line> lines) {
    int library = 0;
    int rivals = 0;
    Map<Line, Look> looks = new HashMap<>();
    for (Line line : lines) {
      Kind kind = line.variant().kind();
      looks.put(
          line,
          switch (kind) {
            case OURS -> library(3, library++);
            case FORCED -> library(2, library++);
            case FLOOR -> new Look(Color.BLACK, dashed(1.6f, 2, 3), SeriesMarkers.CROSS);
            case RIVAL -> rival(rivals++);
          });
    }
    return looks;
  }

  private static Look library(float width, int index) {
    return new Look(
        at(STRONG, index),
        index < STRONG.size() ? solid(width) : dashed(width, 9, 4),
        at(MARKERS, index));
  }

  private static Look rival(int index) {
    return new Look(
        at(MUTED, index),
        index < MUTED.size() ? solid(1.4f) : dashed(1.4f, 7, 4),
        at(MARKERS, index + index / MARKERS.size()));
  }

  private static <T> T at(List<T> of, int index) {
    return of.get(index % of.size());
  }

  private static BasicStroke solid(float width) {
    return new BasicStroke(width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
  }

  private static BasicStroke dashed(float width, float on, float off) {
    return new BasicStroke(
        width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, new float[] {on, off}, 0);
  }
}
