package dev.sendfile.itests.soak;

import java.security.SecureRandom;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command: see CONTRIBUTING.md. */
@Command(
    name = "soak",
    description = "Runs random transfers with faults. Exit code 1 for a mismatch or a leak.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class SoakCommand implements Callable<Integer> {

  /** Held, or the level would be lost with it. */
  private static final Logger LOGGER = Logger.getLogger("dev.sendfile");

  @Option(
      names = "--transfers",
      description = "How many; default ${DEFAULT-VALUE}.",
      defaultValue = "200000")
  private long transfers;

  @Option(names = "--seed", description = "What all choices come from; default a new one.")
  private Long seed;

  @Option(
      names = "--threads",
      description = "How many transfers at once; default ${DEFAULT-VALUE}.",
      defaultValue = "16")
  private int threads;

  @Option(
      names = "--max-size",
      description = "Bytes of the longest content; default ${DEFAULT-VALUE}.",
      defaultValue = "" + Settings.MOST_BYTES)
  private int mostBytes;

  @Option(names = "--only", description = "Runs the transfer of this number alone.")
  private Long only;

  @Option(
      names = "--times",
      description = "With --only: how often at most, until something is wrong; default 1.",
      defaultValue = "1")
  private int times;

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new SoakCommand()).execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    long from = seed == null ? new SecureRandom().nextLong(Long.MAX_VALUE) : seed;
    System.out.println("seed " + from);
    LOGGER.setLevel(Level.OFF); // it warns of each strategy that misbehaves, and these do
    Settings settings = new Settings(from, transfers, threads, mostBytes);
    try (Worlds worlds = new Worlds(settings)) {
      boolean fine = only == null ? all(settings, worlds) : again(worlds);
      Throwable stuck = worlds.deployment().failure();
      if (stuck != null) {
        stuck.printStackTrace();
      }
      return fine && stuck == null ? 0 : 1;
    }
  }

  private static boolean all(Settings settings, Worlds worlds) throws Exception {
    boolean fine = new Soak(settings, worlds, System.out).run(worlds.folder(), worlds.deployment());
    long changes = worlds.deployment().changes().get();
    System.out.println("providers were stopped and started again " + changes / 2 + " times");
    return fine;
  }

  private boolean again(Worlds worlds) {
    boolean fine = true;
    for (int i = 0; i < times && fine; i++) {
      Map<String, String> told = worlds.apply(only);
      fine = !told.containsKey(Trials.COMPLAINT);
      if (!fine || i == times - 1) {
        told.forEach((what, which) -> System.out.println(what + ": " + which));
      }
    }
    return fine;
  }
}
