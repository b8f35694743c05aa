package dev.sendfile.cli;

import dev.sendfile.Explanation.Standing;
import dev.sendfile.Explanation.Verdict;
import dev.sendfile.Sendfile;
import dev.sendfile.StrategyInfo;
import dev.sendfile.TransferRequest;
import dev.sendfile.cli.NativeStrategies.Access;
import dev.sendfile.spi.Availability.Unavailable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What there is to send files with, on this machine and this JVM.
 *
 * @param sendfile the version of this project
 * @param jvm the JVM
 * @param os the operating system
 * @param strategies those that were found, by name
 * @param order those that would send a file to a TCP socket, best first
 * @param unused strategies whose name another one has, and providers that could not be loaded
 * @param properties the system properties that set something
 * @param advice what could be better
 * @param options of the JVM that native strategies lack, by where the library is; none where they
 *     lack none
 */
record Diagnosis(
    String sendfile,
    String jvm,
    String os,
    List<Strategy> strategies,
    List<String> order,
    List<Unused> unused,
    Map<String, String> properties,
    List<String> advice,
    Map<String, List<String>> options) {

  private static final String PREFIX = "dev.sendfile.";

  /** Every JVM has it, and it is too long for a strategy to rank low for want of length. */
  private static final Path SAMPLE = Path.of(System.getProperty("java.home"), "lib", "modules");

  private static final Set<Standing> IN_USE = Set.of(Standing.CHOSEN, Standing.FALLBACK);
  private static final Set<Standing> NOT_IN_USE = Set.of(Standing.SHADOWED, Standing.NOT_LOADED);

  /**
   * A strategy that was found.
   *
   * @param cause why it is not available, if it is not
   * @param remedy what would make it available, if it is not
   * @param provider the class that implements it
   * @param moved the route over which it has just moved bytes, if it did
   * @param problem why it did not, if it is available and did not
   */
  record Strategy(
      String name,
      String technique,
      int weight,
      boolean available,
      @Nullable String cause,
      @Nullable String remedy,
      String provider,
      @Nullable String moved,
      @Nullable String problem) {

    static Strategy of(StrategyInfo it, Rehearsal.Result tried) {
      Unavailable not = it.availability() instanceof Unavailable unavailable ? unavailable : null;
      return new Strategy(
          it.name(),
          it.technique(),
          it.weight(),
          not == null,
          not == null ? null : not.cause(),
          not == null ? null : not.remedy(),
          it.provider(),
          tried.moved(),
          not == null ? tried.problem() : null);
    }

    /** Whether it can run; if not, why, and what would help. */
    String state() {
      if (!available) {
        return "not available: " + cause + "; " + remedy;
      }
      return problem == null ? "available" : "available; here: " + problem;
    }
  }

  /**
   * What was found and cannot be used.
   *
   * @param name of the strategy; of one that could not be loaded, what is known of it
   */
  record Unused(String name, String reason) {}

  /**
   * Has each strategy move a few bytes, then asks an instance about itself, and about a file and a
   * socket of this machine.
   */
  static Diagnosis of(Sendfile sendfile) throws IOException {
    Access access = Access.now();
    List<Strategy> strategies = tried(sendfile);
    List<Verdict> verdicts = verdicts(sendfile);
    List<String> order = with(IN_USE, verdicts).map(Verdict::strategy).toList();
    List<Unused> unused = unused(verdicts);
    Map<String, String> properties = ourProperties();
    return new Diagnosis(
        Version.project(),
        Version.jvm(),
        system(),
        strategies,
        order,
        unused,
        properties,
        Advice.on(strategies, unused, properties, access),
        Advice.lacks(strategies, access) ? NativeStrategies.options() : Map.of());
  }

  /** Each one as it is after a first use. */
  private static List<Strategy> tried(Sendfile sendfile) throws IOException {
    Map<String, Rehearsal.Result> results = new HashMap<>();
    try (Rehearsal rehearsal = Rehearsal.of(sendfile)) {
      for (StrategyInfo it : sendfile.strategies()) {
        if (it.availability().isAvailable()) {
          results.put(it.name(), rehearsal.of(it.name()));
        }
      }
    }
    return sendfile.strategies().stream()
        .map(it -> Strategy.of(it, results.getOrDefault(it.name(), Rehearsal.Result.NONE)))
        .toList();
  }

  /** On an older Java, the native strategies as one: each of them gives the same cause. */
  private static List<Unused> unused(List<Verdict> verdicts) {
    int feature = Runtime.version().feature();
    return with(NOT_IN_USE, verdicts)
        .map(
            it ->
                feature < NativeStrategies.JAVA && NativeStrategies.named(it.reason())
                    ? NativeStrategies.TOO_NEW
                    : new Unused(it.strategy(), it.reason()))
        .distinct()
        .toList();
  }

  private static Stream<Verdict> with(Set<Standing> standings, List<Verdict> verdicts) {
    return verdicts.stream().filter(it -> standings.contains(it.standing()));
  }

  private static List<Verdict> verdicts(Sendfile sendfile) throws IOException {
    try (Loopback sockets = Loopback.tcp()) {
      return sendfile.explain(TransferRequest.from(SAMPLE).to(sockets.near())).verdicts();
    }
  }

  private static String system() {
    return System.getProperty("os.name")
        + " "
        + System.getProperty("os.version")
        + ", "
        + System.getProperty("os.arch")
        + ", "
        + Runtime.getRuntime().availableProcessors()
        + " processors";
  }

  private static Map<String, String> ourProperties() {
    Map<String, String> ours = new TreeMap<>();
    for (String name : System.getProperties().stringPropertyNames()) {
      if (name.startsWith(PREFIX)) {
        ours.put(name, System.getProperty(name, ""));
      }
    }
    return ours;
  }
}
