package dev.sendfile.spi;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What plans have in common that can be compared with each other: all that makes one strategy
 * faster than another, but for the length.
 *
 * @param route the kinds of the two ends
 * @param traits what else is known of such plans, in the order of {@link Trait}
 */
public record Situation(Route route, Set<Trait> traits) {

  /** Something that a plan has or has not. */
  public enum Trait {
    /** Bytes go before the content. */
    HEADER,
    /** The source is a prepared one; its owner does not allow a mapping to be kept. */
    PREPARED_SOURCE,
    /** The source is a prepared one, and a mapping of it may be {@linkplain Keep#mapping kept}. */
    MAPPED_SOURCE,
    /** The target is a prepared one. */
    PREPARED_TARGET;

    /**
     * Tells whether a plan has this trait. Allocates nothing.
     *
     * @param plan what is to be moved
     * @return {@code true} if so
     */
    public boolean isOf(Plan plan) {
      Keep kept = this == PREPARED_TARGET ? plan.target().keep() : plan.source().keep();
      return switch (this) {
        case HEADER -> plan.headerLength() > 0;
        case PREPARED_SOURCE -> kept != null && !kept.mapping();
        case MAPPED_SOURCE -> kept != null && kept.mapping();
        case PREPARED_TARGET -> kept != null;
      };
    }

    /**
     * Returns the trait as it is written in files and messages.
     *
     * @return for example {@code prepared-source}
     */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /**
   * Takes a copy.
   *
   * @param route the kinds of the two ends
   * @param traits what else is known
   * @throws IllegalArgumentException if the source has both traits that exclude each other
   */
  public Situation {
    Objects.requireNonNull(route, "route");
    EnumSet<Trait> sorted = EnumSet.noneOf(Trait.class);
    sorted.addAll(traits);
    if (sorted.contains(Trait.PREPARED_SOURCE) && sorted.contains(Trait.MAPPED_SOURCE)) {
      throw new IllegalArgumentException(
          Trait.MAPPED_SOURCE + " and " + Trait.PREPARED_SOURCE + " exclude each other; give one");
    }
    traits = Collections.unmodifiableSet(sorted);
  }

  /**
   * Makes a situation of kinds and traits.
   *
   * @param source the kind of the source
   * @param target the kind of the target
   * @param traits what else is known
   * @return the situation
   * @throws IllegalArgumentException if the source has both traits that exclude each other
   */
  public static Situation of(EndKind source, EndKind target, Trait... traits) {
    return new Situation(Route.of(source, target), Set.of(traits));
  }

  /**
   * Returns the situation as it is shown to users.
   *
   * @return for example {@code file -> tcp, header, prepared-source}
   */
  @Override
  public String toString() {
    return route + traits.stream().map(it -> ", " + it).collect(Collectors.joining());
  }
}
