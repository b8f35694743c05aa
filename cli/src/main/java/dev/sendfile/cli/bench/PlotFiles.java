package dev.sendfile.cli.bench;

import dev.sendfile.bench.plot.Group;
import dev.sendfile.bench.plot.Plot;
import dev.sendfile.bench.plot.Plots;
import dev.sendfile.bench.plot.SvgPainter;
import dev.sendfile.bench.result.Results;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Draws results into files beside each other. */
public final class PlotFiles {

  private static final String ENDING = ".svg";

  private PlotFiles() {}

  /**
   * Draws all plots of the results. Files that are there are replaced.
   *
   * @param results what was measured
   * @param first where the first one goes: throughput, beside what people use; the others lie
   *     beside it, with their own names behind the name of this file
   * @return the files
   * @throws dev.sendfile.bench.plot.NoFontsException if this machine has no fonts
   * @throws IOException if one cannot be written
   */
  public static List<Path> write(Results results, Path first) throws IOException {
    System.setProperty("java.awt.headless", "true"); // or Java looks for a display
    List<Path> files = new ArrayList<>();
    for (Group group : Group.of(results)) {
      for (Plot plot : Plots.of(results, group)) {
        Path file = files.isEmpty() ? first : beside(first, plot.name());
        SvgPainter.write(plot, file);
        files.add(file);
      }
    }
    return files;
  }

  private static Path beside(Path first, String plot) {
    String name = String.valueOf(first.getFileName());
    String stem = name.endsWith(ENDING) ? name.substring(0, name.length() - ENDING.length()) : name;
    return first.resolveSibling(stem + "-" + plot + ENDING);
  }
}
