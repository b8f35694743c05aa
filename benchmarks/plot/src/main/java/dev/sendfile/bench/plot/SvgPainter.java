package dev.sendfile.bench.plot;

import java.awt.Color;
import java.awt.Dimension;
import java.awt.Graphics2D;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.batik.svggen.SVGGraphics2D;
import org.w3c.dom.Document;

/**
 * Paints plots as SVG. The same plot gives the same bytes, as long as Java and the fonts of the
 * machine are the same. It needs no display: run it with {@code -Djava.awt.headless=true}, so that
 * Java does not look for one.
 */
public final class SvgPainter {

  private static final int WIDTH = 1040;
  private static final int HEIGHT = 620;
  private static final int MARGIN = 20;
  private static final int HEADING = 66;

  private SvgPainter() {}

  /**
   * Writes a plot. A file that is there is replaced.
   *
   * @param plot what is to be seen
   * @param file where to
   * @throws NoFontsException if this machine has no fonts
   * @throws IOException if the file cannot be written
   */
  public static void write(Plot plot, Path file) throws IOException {
    Files.writeString(file, paint(plot));
  }

  /**
   * Paints a plot.
   *
   * @param plot what is to be seen
   * @return the text of an SVG file
   * @throws NoFontsException if this machine has no fonts
   */
  public static String paint(Plot plot) throws NoFontsException {
    Fonts.ensure();
    SVGGraphics2D canvas = new SVGGraphics2D(document());
    canvas.setSVGCanvasSize(new Dimension(WIDTH, HEIGHT));
    canvas.setColor(Color.WHITE);
    canvas.fillRect(0, 0, WIDTH, HEIGHT);
    heading(plot, canvas);
    List<Line> lines = fromTheTop(plot);
    Map<Line, Look> looks = Look.of(plot.lines());
    int left = Legend.draw(lines, looks, WIDTH - MARGIN, HEADING + 2 * MARGIN, canvas);
    Graphics2D below = (Graphics2D) canvas.create();
    below.translate(0, HEADING);
    Chart.of(plot, lines, looks).paint(below, left - MARGIN, HEIGHT - HEADING);
    below.dispose();
    return text(canvas);
  }

  /** The legend is read beside the right ends of the lines: it has their order. */
  private static List<Line> fromTheTop(Plot plot) {
    return plot.lines().stream()
        .sorted(Comparator.comparingDouble((Line it) -> it.last().value()).reversed())
        .toList();
  }

  private static void heading(Plot plot, Graphics2D canvas) {
    canvas.setColor(Look.INK);
    canvas.setFont(Look.TITLE);
    canvas.drawString(plot.title(), MARGIN, 30);
    canvas.setColor(Look.FAINT);
    canvas.setFont(Look.SMALL);
    canvas.drawString(plot.subtitle(), MARGIN, 52);
  }

  private static Document document() {
    try {
      return DocumentBuilderFactory.newInstance()
          .newDocumentBuilder()
          .getDOMImplementation()
          .createDocument("http://www.w3.org/2000/svg", "svg", null);
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException("this Java cannot make an XML document", e);
    }
  }

  private static String text(SVGGraphics2D canvas) {
    try (StringWriter out = new StringWriter()) {
      canvas.stream(out, true);
      return out.toString();
    } catch (IOException e) {
      throw new IllegalStateException("a string cannot be written to", e);
    }
  }
}
