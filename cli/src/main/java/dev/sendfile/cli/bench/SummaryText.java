package dev.sendfile.cli.bench;

import static dev.sendfile.cli.text.Table.Column.NUMBERS;
import static dev.sendfile.cli.text.Table.Column.WORDS;

import dev.sendfile.bench.plot.Base;
import dev.sendfile.bench.plot.Group;
import dev.sendfile.bench.plot.Units;
import dev.sendfile.bench.result.PairedRatio;
import dev.sendfile.bench.result.Results;
import dev.sendfile.bench.result.Series;
import dev.sendfile.bench.result.Setting;
import dev.sendfile.cli.text.Ratios;
import dev.sendfile.cli.text.Table;
import dev.sendfile.cli.text.Table.Column;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All sizes of one work beside each other, for people. */
public final class SummaryText {

  private SummaryText() {}

  /**
   * Compares the variants over the sizes.
   *
   * @param results what was measured
   * @return a table for each work, mode and cache that was measured at two sizes or more; the
   *     fastest of a size has a star
   */
  public static List<String> of(Results results) {
    List<String> tables = new ArrayList<>();
    for (Group group : Group.of(results)) {
      List<Setting> settings =
          results.settings().stream().filter(it -> Group.of(it).equals(group)).toList();
      if (settings.size() > 1) {
        tables.add(table(name(group), settings, results.series()));
      }
    }
    return tables;
  }

  private static String name(Group group) {
    return group.work().label() + ", " + group.mode().label() + ", " + group.cache().label();
  }

  private static String table(String name, List<Setting> settings, List<Series> all) {
    List<Map<String, Standing>> sizes = new ArrayList<>();
    List<String> variants = new ArrayList<>();
    List<String> fastest = new ArrayList<>();
    String base = "";
    for (Setting setting : settings) {
      List<Series> series = all.stream().filter(it -> it.setting().equals(setting)).toList();
      Map<String, Standing> standings = new LinkedHashMap<>();
      Standing.of(series).forEach(it -> standings.put(it.variant(), it));
      fastest.add(standings.keySet().iterator().next());
      sizes.add(standings);
      series.stream()
          .map(Series::variant)
          .filter(it -> !variants.contains(it))
          .forEach(variants::add);
      base = Base.among(series).map(Series::variant).orElse(base);
    }
    Table table = new Table(columns(sizes.size()));
    table.row(cells(name, settings.stream().map(it -> Units.size(it.size()) + " ").toList()));
    for (String variant : variants) {
      List<String> cells = new ArrayList<>();
      for (int i = 0; i < sizes.size(); i++) {
        String ratio =
            Optional.ofNullable(sizes.get(i).get(variant))
                .flatMap(Standing::ratio)
                .map(PairedRatio::median)
                .map(Ratios::times)
                .orElse("-");
        cells.add(ratio + (variant.equals(fastest.get(i)) ? "*" : " "));
      }
      table.row(cells(variant, cells));
    }
    return "times as fast as " + base + System.lineSeparator() + table;
  }

  private static Column[] columns(int sizes) {
    List<Column> columns = new ArrayList<>(Collections.nCopies(sizes + 1, NUMBERS));
    columns.set(0, WORDS);
    return columns.toArray(Column[]::new);
  }

  private static Object[] cells(String first, List<String> others) {
    List<String> cells = new ArrayList<>(others);
    cells.add(0, first);
    return cells.toArray();
  }
}
