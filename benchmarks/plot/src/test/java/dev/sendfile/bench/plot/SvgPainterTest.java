package dev.sendfile.bench.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class SvgPainterTest {

  private static final List<Plot> PLOTS = Plots.of(Measured.of(Measured.MANY), Measured.GROUP);

  @TempDir Path folder;

  @Test
  void everyVariantIsInTheLegend() throws Exception {
    for (Plot plot : PLOTS) {
      assertThat(texts(painted(plot)))
          .contains(plot.title(), plot.subtitle())
          .containsAll(plot.lines().stream().map(it -> it.variant().label()).toList());
    }
  }

  @Test
  void theSamePlotGivesTheSameBytes() throws Exception {
    Path file = folder.resolve("plot.svg");
    String painted = painted(PLOTS.get(0));
    SvgPainter.write(PLOTS.get(0), file);
    assertThat(file).hasContent(painted);
  }

  @Test
  void oneSizeAloneIsDrawnToo() throws Exception {
    Plot plot =
        new Plot(
            "one",
            "<one> & only",
            "here",
            Scale.CPU,
            List.of(new Line(Variant.of("PUMP"), List.of(new Line.Point(3000, 0.5)))));
    assertThat(texts(painted(plot))).contains("<one> & only", "sendfile, pump");
  }

  /** XChart looks for marks that fit, and for some sizes it never found any. */
  @Test
  void sizesMayLieAnywhere() throws Exception {
    for (long[] sizes : new long[][] {{4096, 65536, 1 << 20, 64 << 20}, {1, 3, 1000}, {10, 11}}) {
      List<Line.Point> points =
          LongStream.of(sizes).mapToObj(it -> new Line.Point(it, it)).toList();
      Line line = new Line(Variant.of("COPY"), points);
      Plot plot = new Plot("any", "", "", Scale.SPEED, List.of(line));
      assertThat(texts(painted(plot))).contains("sendfile, copy");
    }
  }

  /** As on a server without any. In a JVM of its own: fonts are looked for once. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void withoutFontsThereIsARemedy() throws Exception {
    ProcessBuilder java =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-Djava.awt.headless=true",
            "-Dsun.awt.fontconfig=" + folder.resolve("nothing"),
            "-cp",
            String.join(
                File.pathSeparator,
                "target/classes",
                "target/test-classes",
                System.getProperty("jdk.module.path", ""),
                System.getProperty("java.class.path")),
            PaintTwice.class.getName());
    Path said = folder.resolve("said");
    Process process = java.redirectErrorStream(true).redirectOutput(said.toFile()).start();
    try {
      assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
      String message =
          "no plot drawn: Java finds no fonts here. Install some (on Debian and Ubuntu: apt-get"
              + " install fontconfig fonts-dejavu-core), then run this again";
      assertThat(said).hasContent(message + '\n' + message);
    } finally {
      process.destroyForcibly();
    }
  }

  /** Paints one plot twice, and prints why it cannot. */
  static final class PaintTwice {

    private PaintTwice() {}

    public static void main(String[] args) {
      for (int i = 0; i < 2; i++) {
        try {
          SvgPainter.paint(PLOTS.get(0));
          System.out.println("painted");
        } catch (NoFontsException e) {
          System.out.println(e.getMessage());
        }
      }
    }
  }

  /** Where there are no fonts, all that can be tested is that this is said. */
  private static String painted(Plot plot) {
    try {
      return SvgPainter.paint(plot);
    } catch (NoFontsException e) {
      return abort(e.getMessage());
    }
  }

  private static List<String> texts(String svg) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
    NodeList nodes =
        factory
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(svg)))
            .getElementsByTagName("text");
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      texts.add(nodes.item(i).getTextContent());
    }
    return texts;
  }
}
