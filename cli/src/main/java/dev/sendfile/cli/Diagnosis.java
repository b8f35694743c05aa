package dev.sendfile.cli;

import dev.sendfile.Explanation.Standing;
import dev.sendfile.Explanation.Verdict;
import dev.sendfile.Sendfile;
import dev.sendfile.StrategyInfo;
import dev.sendfile.TransferRequest;
import dev.sendfile.spi.Availability.Unavailable;
import java.io.IOException;
import java.nio.file.Path;
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
 */
record Diagnosis(
    String sendfile,
    String jvm,
    String os,
    List<Strategy> strategies,
    List<String> order,
    List<Unused> unused,
    Map<String, String> properties,
    List<String> advice) {

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
   */
  record Strategy(
      String name,
      String technique,
      int weight,
      boolean available,
      @Nullable String cause,
      @Nullable String remedy,
      String provider) {

    static Strategy of(StrategyInfo it) {
      Unavailable not = it.availability() instanceof Unavailable unavailable ? unavailable : null;
      return new Strategy(
          it.name(),
          it.technique(),
          it.weight(),
          not == null,
          not == null ? null : not.cause(),
          not == null ? null : not.remedy(),
          it.provider());
    }

    /** Whether it can run; if not, why, and what would help. */
    String state() {
      return available ? "available" : "not available: " + cause + "; " + remedy;
    }
  }

  /**
   * What was found and cannot be used.
   *
   * @param name of the strategy; of one that could not be loaded, what is known of it
   */
  record Unused(String name, String reason) {}

  /**
   * Asks an instance about itself, and about a file and a socket of this machine. Sends nothing.
   */
  static Diagnosis of(Sendfile sendfile) throws IOException {
    List<Strategy> strategies = sendfile.strategies().stream().map(Strategy::of).toList();
    List<Verdict> verdicts = verdicts(sendfile);
    List<String> order = with(IN_USE, verdicts).map(Verdict::strategy).toList();
    List<Unused> unused =
        with(NOT_IN_USE, verdicts).map(it -> new Unused(it.strategy(), it.reason())).toList();
    Map<String, String> properties = ourProperties();
    return new Diagnosis(
        Version.project(),
        Version.jvm(),
        system(),
        strategies,
        order,
        unused,
        properties,
        Advice.on(strategies, unused, properties));
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
