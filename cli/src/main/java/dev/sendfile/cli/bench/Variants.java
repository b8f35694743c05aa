package dev.sendfile.cli.bench;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which variants take part: those that are asked for, or what somebody wants who has no opinion.
 */
public final class Variants implements Predicate<String> {

  /**
   * Not asked for: what shows something else than the strategies that are deployed and the ways of
   * the JDK. Programs in C need a compiler, and give the floor only; the library without its native
   * strategies is for those who wonder whether to deploy them; a mapping by hand is no way that
   * anybody goes.
   */
  private static final Pattern FOR_THE_CURIOUS =
      Pattern.compile("C_.*|.*_WITHOUT_NATIVE|MAPPED_BY_HAND");

  private final @Nullable Pattern only;
  private final Set<String> known = new LinkedHashSet<>();

  /**
   * Chooses.
   *
   * @param only what the whole name must match; {@code null} for the usual ones
   */
  public Variants(@Nullable Pattern only) {
    this.only = only;
  }

  @Override
  public boolean test(String name) {
    known.add(name);
    return only == null ? !FOR_THE_CURIOUS.matcher(name).matches() : only.matcher(name).matches();
  }

  /**
   * Lists those that somebody could ask for.
   *
   * @return the names that were tested up to now
   */
  public Set<String> known() {
    return known;
  }
}
