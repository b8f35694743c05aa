package dev.sendfile.cli.calibration;

import dev.sendfile.Profile;
import dev.sendfile.bench.contest.Occasion;
import dev.sendfile.bench.result.PairedRatio;
import dev.sendfile.spi.Situation;
import java.util.List;
import java.util.Locale;
import java.util.NavigableMap;

/**
 * What a calibration found out about one occasion.
 *
 * @param occasion what was measured
 * @param choices one for each size, by ascending size
 */
public record Calibrated(Occasion occasion, List<Choice> choices) {

  /** Takes a copy. */
  public Calibrated {
    choices = List.copyOf(choices);
  }

  /**
   * Decides.
   *
   * @param occasion what was measured
   * @param sizes what was measured of it, by ascending size
   * @return the choices
   */
  public static Calibrated of(Occasion occasion, List<Measured> sizes) {
    return new Calibrated(occasion, Crossovers.decide(sizes));
  }

  /**
   * Tells what of it goes into a profile.
   *
   * @return a strategy by the length from which on it goes first; empty if nothing moved
   */
  public NavigableMap<Long, String> entries() {
    return Crossovers.entries(choices);
  }

  /**
   * Writes it into a profile: the entries, and the evidence of each size that moved.
   *
   * @param profile the profile that is made
   */
  public void addTo(Profile.Builder profile) {
    Situation situation = occasion.situation();
    entries().forEach((from, strategy) -> profile.fastest(situation, from, strategy));
    choices.stream().filter(Choice::moved).forEach(it -> profile.evidence(situation, evidence(it)));
  }

  private static String evidence(Choice it) {
    PairedRatio gain = it.gain();
    return String.format(
        Locale.ROOT,
        "%s is %.2f times as fast as %s at %d bytes (95 %%: %.2f to %.2f, %d rounds)",
        it.strategy(),
        gain.median(),
        it.measured().builtIn(),
        it.measured().size(),
        gain.lower(),
        gain.upper(),
        gain.rounds());
  }
}
