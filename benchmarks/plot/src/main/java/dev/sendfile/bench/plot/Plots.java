package dev.sendfile.bench.plot;

import dev.sendfile.bench.result.Cache;
import dev.sendfile.bench.result.Mode;
import dev.sendfile.bench.result.PairedRatio;
import dev.sendfile.bench.result.Place;
import dev.sendfile.bench.result.Results;
import dev.sendfile.bench.result.Series;
import dev.sendfile.bench.result.Work;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/** Chooses what belongs into one picture. */
public final class Plots {

  private Plots() {}

  /**
   * Makes the plots of one group: throughput and processor time, each beside what people use and by
   * strategy, or all in one where that is readable.
   *
   * @param results what was measured
   * @param group which part of it
   * @return the plots, with names that are unique among all plots of these results
   */
  public static List<Plot> of(Results results, Group group) {
    List<Plot> plots = new ArrayList<>();
    List<Variant> measured = variants(results, group);
    for (Scale scale : List.of(Scale.THROUGHPUT, Scale.CPU)) {
      String name = group.name() + '-' + scale.word();
      String title = group.title() + ": " + scale.title();
      if (measured.size() <= Cast.MOST_LINES) {
        plot(name, title, scale, results, group, measured).ifPresent(plots::add);
      } else {
        for (Cast cast : Cast.values()) {
          plot(
                  name + '-' + cast.suffix(),
                  title + cast.caption(),
                  scale,
                  results,
                  group,
                  cast.of(measured, group.work()))
              .ifPresent(plots::add);
        }
      }
    }
    return plots;
  }

  /**
   * Makes the plot for a first look: how many times as fast as the base each is.
   *
   * @param results what was measured
   * @return the plot of blocking sends from a warm cache; empty if those were not measured
   */
  public static Optional<Plot> overview(Results results) {
    Group group = new Group(Work.SEND, Mode.BLOCKING, Cache.WARM);
    return plot(
        "overview",
        "Sending a file: times as fast as FileChannel.transferTo",
        Scale.SPEED,
        results,
        group,
        Cast.TODAY.of(variants(results, group), group.work()));
  }

  private static List<Variant> variants(Results results, Group group) {
    return results.series().stream()
        .filter(it -> Group.of(it.setting()).equals(group))
        .map(Series::variant)
        .distinct()
        .map(Variant::of)
        .toList();
  }

  private static Optional<Plot> plot(
      String name,
      String title,
      Scale scale,
      Results results,
      Group group,
      List<Variant> variants) {
    List<Line> lines = new ArrayList<>();
    for (Variant variant : variants) {
      List<Line.Point> points = points(results, group, variant, value(scale, results));
      if (!points.isEmpty()) {
        lines.add(new Line(variant, points));
      }
    }
    return lines.isEmpty()
        ? Optional.empty()
        : Optional.of(new Plot(name, title, subtitle(results.place()), scale, lines));
  }

  private static List<Line.Point> points(
      Results results, Group group, Variant variant, Function<Series, OptionalDouble> value) {
    List<Line.Point> points = new ArrayList<>();
    for (Series series : results.series()) {
      if (Group.of(series.setting()).equals(group) && series.variant().equals(variant.name())) {
        OptionalDouble measured = value.apply(series);
        // a logarithm has no place for a processor time too short to be measured
        if (measured.isPresent() && measured.getAsDouble() > 0) {
          points.add(new Line.Point(series.setting().size(), measured.getAsDouble()));
        }
      }
    }
    return points;
  }

  private static Function<Series, OptionalDouble> value(Scale scale, Results results) {
    return switch (scale) {
      case THROUGHPUT -> it -> OptionalDouble.of(Figures.of(it).throughput());
      case CPU -> it -> OptionalDouble.of(Figures.of(it).cpuPerGigabyte());
      case SPEED ->
          it ->
              Base.of(results, it.setting())
                  .map(base -> OptionalDouble.of(PairedRatio.ofTime(it, base).median()))
                  .orElse(OptionalDouble.empty());
    };
  }

  private static String subtitle(Place place) {
    return place.processor()
        + ", "
        + place.processors()
        + (place.processors() == 1 ? " processor" : " processors")
        + "; "
        + place.system()
        + "; Java "
        + place.java()
        + ", "
        + place.jvm();
  }
}
