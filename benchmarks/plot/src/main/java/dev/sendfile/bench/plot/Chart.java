package dev.sendfile.bench.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.XYStyler;

/** Axes and lines, by the charting library. */
final class Chart {

  private static final Color GRID = new Color(0xE4E4E4);

  /** With more than these, numbers between the powers of ten would touch each other. */
  private static final double MANY_DECADES = 2;

  private Chart() {}

  static XYChart of(Plot plot, List<Line> lines, Map<Line, Look> looks) {
    XYChart chart = new XYChart(1, 1); // of no account: who paints it says how large
    chart.setXAxisTitle("Bytes of a transfer");
    chart.setYAxisTitle(plot.scale().label());
    style(chart.getStyler());
    chart.getStyler().setYAxisLogarithmicDecadeOnly(decades(lines) > MANY_DECADES);
    chart.setCustomXAxisTickLabelsFormatter(new SizeAxis(lines)::label);
    // from the back: what is first in the legend lies on top
    for (int i = lines.size() - 1; i >= 0; i--) {
      Line line = lines.get(i);
      Look look = Objects.requireNonNull(looks.get(line));
      XYSeries series =
          chart.addSeries(
              line.variant().name(),
              line.points().stream().mapToDouble(it -> SizeAxis.position(it.size())).toArray(),
              line.points().stream().mapToDouble(Line.Point::value).toArray());
      series.setLineColor(look.color());
      series.setLineStyle(look.stroke());
      series.setMarker(look.marker());
      series.setMarkerColor(look.color());
    }
    return chart;
  }

  private static void style(XYStyler style) {
    style.setChartBackgroundColor(Color.WHITE);
    style.setPlotBorderVisible(false);
    style.setChartTitleVisible(false);
    style.setLegendVisible(false);
    style.setYAxisLogarithmic(true);
    style.setYAxisDecimalPattern("#,##0.###");
    style.setPlotGridLinesColor(GRID);
    style.setPlotGridLinesStroke(new BasicStroke(1));
    style.setAxisTickLabelsFont(Look.TICK);
    style.setAxisTickLabelsColor(Look.INK);
    style.setAxisTitleFont(Look.SMALL);
    style.setChartFontColor(Look.FAINT);
    style.setMarkerSize(Look.MARKER);
    style.setLocale(Locale.ROOT);
    style.setXAxisTickMarkSpacingHint(50); // room for one size
    style.setPlotContentSize(0.94); // or the last size has no room, and is left out
  }

  private static double decades(List<Line> lines) {
    DoubleSummaryStatistics values =
        lines.stream()
            .flatMap(it -> it.points().stream())
            .mapToDouble(Line.Point::value)
            .summaryStatistics();
    return Math.log10(values.getMax() / values.getMin());
  }
}
