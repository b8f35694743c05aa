package dev.sendfile.itests.soak;

/**
 * What is asked of a soak.
 *
 * @param seed of all transfers; with the number of one it is all that its choices come from
 * @param transfers how many
 * @param threads how many at once
 * @param mostBytes the longest content
 */
record Settings(long seed, long transfers, int threads, int mostBytes) {

  static final int MOST_BYTES = 4 << 20;

  /** The command that runs one transfer again. */
  String replay(long number) {
    return command() + " --only " + number + "'";
  }

  /** The command that runs all of them again. */
  String replay() {
    return command() + " --transfers " + transfers + " --threads " + threads + "'";
  }

  private String command() {
    return "mvn verify -Psoak -pl itests -am -DskipTests -DskipITs '-Dsoak.args=--seed "
        + seed
        + (mostBytes == MOST_BYTES ? "" : " --max-size " + mostBytes);
  }
}
