package dev.sendfile.benchmarks.compare;

import dev.sendfile.bench.plot.Group;
import dev.sendfile.bench.plot.Units;
import dev.sendfile.bench.result.Setting;
import java.io.PrintWriter;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/** Tells people what a comparison found. */
final class Account {

  private final PrintWriter out;
  private final Limits limits;

  Account(PrintWriter out, Limits limits) {
    this.out = out;
    this.limits = limits;
  }

  /** Prints what moved; with {@code all}, what did not and the rivals too. */
  void print(Comparison comparison, boolean all) {
    list("worse", comparison.library(), it -> it.isWorse(limits));
    list("better", comparison.library(), it -> it.isBetter(limits));
    if (all) {
      list("no change that can be told", comparison.library(), it -> !moved(it));
      list("rivals", comparison.others(), it -> true);
    }
    if (!comparison.gone().isEmpty()) {
      out.println("not measured any more:");
      comparison
          .gone()
          .forEach(it -> out.println("  " + where(it.setting()) + "  " + it.variant()));
    }
    summary(comparison, all);
  }

  private boolean moved(Change change) {
    return change.isWorse(limits) || change.isBetter(limits);
  }

  private void list(String title, List<Change> changes, Predicate<Change> which) {
    List<Change> some = changes.stream().filter(which).toList();
    if (some.isEmpty()) {
      return;
    }
    out.println(title + ':');
    for (Change change : some) {
      Pair pair = change.pair();
      out.printf(
          Locale.ROOT,
          "  %-36s %-26s %-8s  %5.2f %s (q = %.2g)%n",
          where(pair.setting()),
          pair.variant(),
          pair.measure().words(),
          change.ratio(),
          pair.base().map(it -> "beside " + it).orElse("by itself"),
          change.qValue());
    }
  }

  private static String where(Setting setting) {
    return Group.of(setting).name() + ", " + Units.size(setting.size());
  }

  private static String percent(double part) {
    return new DecimalFormat("0.##", DecimalFormatSymbols.getInstance(Locale.ROOT))
        .format(part * 100);
  }

  private void summary(Comparison comparison, boolean all) {
    List<Change> library = comparison.library();
    out.printf(
        Locale.ROOT,
        "%d of %d comparisons got worse, %d better, by more than %s %% and more than noise (at most"
            + " %s %% false alarms)%n",
        library.stream().filter(it -> it.isWorse(limits)).count(),
        library.size(),
        library.stream().filter(it -> it.isBetter(limits)).count(),
        percent(limits.effect()),
        percent(limits.level()));
    long moved = comparison.others().stream().filter(this::moved).count();
    if (!all && moved > 0) {
      out.println(moved + " comparisons of rivals moved too: --all shows them");
    }
    long blind = comparison.blind(limits);
    if (blind > 0) {
      out.println(
          blind
              + " of the comparisons have so few rounds that a change of one alone could not be"
              + " told from noise: measure more rounds");
    }
  }
}
