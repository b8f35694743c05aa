package dev.sendfile.bench.plot;

import dev.sendfile.bench.plot.Variant.Kind;
import dev.sendfile.bench.result.Work;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Which variants belong into one plot: more than a dozen lines cannot be told apart. */
enum Cast {
  /** What people use today, the library's front door, and the floor. */
  TODAY("today", ", beside what people use") {
    @Override
    boolean has(Variant variant, List<String> bases) {
      return switch (variant.kind()) {
        case OURS -> FRONT_DOOR.contains(variant.name());
        case FORCED -> false;
        case FLOOR -> true;
        case RIVAL -> !variant.name().endsWith("_BY_HAND");
      };
    }
  },
  /** What the library chooses, its strategies, and the same techniques by hand. */
  STRATEGIES("strategies", ", strategies side by side") {
    @Override
    boolean has(Variant variant, List<String> bases) {
      return switch (variant.kind()) {
        case OURS -> CHOOSING.contains(variant.name());
        case FORCED, FLOOR -> true;
        case RIVAL -> variant.name().endsWith("_BY_HAND") || bases.contains(variant.name());
      };
    }
  };

  static final int MOST_LINES = 12;

  private static final Set<String> CHOOSING =
      Set.of("SENDFILE", "SENDFILE_PREPARED", "RECEIVE", "PUMP", "COPY");

  private static final Set<String> FRONT_DOOR =
      Set.of(
          "SENDFILE",
          "SENDFILE_PREPARED",
          "SENDFILE_PATH",
          "RECEIVE",
          "RECEIVE_WITHOUT_NATIVE",
          "PUMP",
          "PUMP_WITHOUT_NATIVE",
          "COPY",
          "COPY_WITHOUT_NATIVE");

  private final String suffix;
  private final String caption;

  Cast(String suffix, String caption) {
    this.suffix = suffix;
    this.caption = caption;
  }

  /** What files are named by. */
  String suffix() {
    return suffix;
  }

  String caption() {
    return caption;
  }

  abstract boolean has(Variant variant, List<String> bases);

  /** Chooses; where that is still too many, the yardsticks and the front door stay. */
  List<Variant> of(List<Variant> measured, Work work) {
    List<String> bases = Base.candidates(work);
    Predicate<Variant> indispensable =
        it ->
            it.kind() == Kind.FLOOR || bases.contains(it.name()) || FRONT_DOOR.contains(it.name());
    return measured.stream()
        .filter(it -> has(it, bases))
        .sorted(Comparator.comparing(it -> !indispensable.test(it)))
        .limit(MOST_LINES)
        .toList();
  }
}
