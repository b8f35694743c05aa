package dev.sendfile.bench.result;

import java.util.List;

/**
 * All rounds of one variant in one setting. The n-th round of one variant ran beside the n-th of
 * all others of the setting, in an order that changed from round to round.
 *
 * @param setting what the variants have in common
 * @param variant its name, unique in the setting: {@code SENDFILE}, {@code TRANSFER_TO}
 * @param strategy the strategy of the library that moved the bytes; empty for a rival
 * @param rounds at least one
 */
public record Series(Setting setting, String variant, String strategy, List<Sample> rounds) {

  /** Takes a copy. */
  public Series {
    rounds = List.copyOf(rounds);
    if (rounds.isEmpty()) {
      throw new IllegalArgumentException("no round of " + variant + " in " + setting);
    }
  }
}
