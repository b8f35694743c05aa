package dev.sendfile.itests.soak;

import dev.sendfile.Sendfile;
import dev.sendfile.TransferResult;
import dev.sendfile.itests.fixture.Providers;
import dev.sendfile.spi.TransferStrategy;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;

/**
 * Runs the transfer of a number, and tells what came of it, in words: a framework has a copy of
 * this class, and nothing but classes of the JDK is known on both sides.
 */
public final class Trials implements LongFunction<Map<String, String>>, AutoCloseable {

  /** What is wrong; absent if nothing is. */
  static final String COMPLAINT = "complaint";

  static final String CHOICES = "choices";
  static final String DIRECTION = "direction";
  static final String STRATEGY = "strategy";
  static final String WORLD = "world";
  static final String THREAD = "thread";

  /** The whole story. */
  static final String END = "end";

  /** In a word. */
  static final String ENDED = "ended";

  static final String BYTES = "bytes";

  /** How long it took, in microseconds. */
  static final String TOOK = "took";

  static final String SOURCE = "source";
  static final String TARGET = "target";

  /** Absent where it came too late, or none was to come. */
  static final String FAULT = "fault";

  /** How one without a fault of its own ended whose file was others' too. */
  static final String BESIDE = "beside others";

  /** Present where an interrupt may have come while a file was mapped. */
  static final String INTERRUPTED_MAPPING = "interrupted mapping";

  static final String YES = "yes";
  static final String PASSED_OVER = "passed over";
  static final String WITHDRAWN = "withdrawn";

  private final long seed;
  private final int mostBytes;
  private final List<String> strategies;
  private final Ground ground;
  private final Executor peers;
  private final AtomicLong changes;
  private final Sendfile plain;
  private final Sendfile moody;

  /**
   * Makes ready.
   *
   * @param seed of all transfers
   * @param mostBytes the longest content
   * @param strategies the names to choose from
   * @param folder for files
   * @param pattern for their contents
   * @param tls what connections need that encrypt
   * @param peers runs the far ends
   * @param changes odd while a provider is away, and more with each that comes or goes; {@code
   *     null} where none does
   */
  public Trials(
      long seed,
      int mostBytes,
      List<String> strategies,
      Path folder,
      byte[] pattern,
      SSLContext tls,
      Executor peers,
      AtomicLong changes)
      throws IOException {
    this(
        seed,
        mostBytes,
        strategies,
        Ground.in(folder, new Pattern(pattern), tls),
        peers,
        changes,
        Sendfile.getDefault(),
        changes == null ? withMoods() : Sendfile.getDefault());
  }

  /** The same with strategies of one's own. */
  Trials(
      long seed,
      int mostBytes,
      List<String> strategies,
      Ground ground,
      Executor peers,
      AtomicLong changes,
      Sendfile plain,
      Sendfile moody) {
    this.seed = seed;
    this.mostBytes = mostBytes;
    this.strategies = strategies;
    this.ground = ground;
    this.peers = peers;
    this.changes = changes;
    this.plain = plain;
    this.moody = moody;
  }

  /** In a framework strategies are services: there, others make them come and go. */
  private static Sendfile withMoods() {
    List<TransferStrategy> all = new ArrayList<>(Providers.loaded(Trials.class.getClassLoader()));
    all.add(new Moody("moody-a", true));
    all.add(new Moody("moody-b", false));
    return Sendfile.builder()
        .strategies(all.toArray(TransferStrategy[]::new))
        .weight("moody-a", 2)
        .weight("moody-b", 1)
        .build();
  }

  Choices choices(long number) {
    return new Choices(seed, number, mostBytes, strategies);
  }

  @Override
  public Map<String, String> apply(long number) {
    Choices choices = choices(number);
    Map<String, String> told = new LinkedHashMap<>();
    told.put(CHOICES, choices.toString());
    told.put(DIRECTION, choices.direction());
    told.put(WORLD, changes == null ? "class path" : "framework");
    told.put(THREAD, choices.thread.toString());
    told.put(SOURCE, choices.sourceText());
    told.put(TARGET, choices.targetText());
    Complaints complaints = new Complaints();
    String trace = "";
    long began = System.nanoTime();
    try {
      run(choices, told, complaints);
    } catch (Throwable e) { // whatever it is, it must not pass for a success
      complaints.add("%s", e);
      trace = "\n" + trace(e);
    }
    told.put(TOOK, Long.toString(TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - began)));
    removeFiles(number);
    if (!complaints.toString().isEmpty()) {
      told.put(COMPLAINT, complaints + "; " + told.get(END) + trace);
    }
    return told;
  }

  private void run(Choices choices, Map<String, String> told, Complaints complaints)
      throws Exception {
    try (Trial trial = new Trial(choices, ground)) {
      long before = changes == null ? 0 : changes.get();
      Sendfile asked = choices.decider == Choices.Decider.MOODY ? moody : plain;
      Decision decision = Decision.of(trial, asked, changes == null, complaints);
      Witness witness = new Witness();
      Account account = trial.run(decision.sendfile(), witness, peers);
      boolean changed = changes != null && (before % 2 == 1 || changes.get() != before);
      boolean refused = decision.forced() && account.most() == 0; // by the file system, as it tried
      told.put(END, account.toString());
      told.put(STRATEGY, account.strategy());
      told.put(BYTES, Long.toString(account.least()));
      tellDetours(account, told);
      if (trial.hasHappened() || choices.fault.isOfAnEnd()) {
        told.put(FAULT, choices.fault.toString());
      }
      if (choices.fault == Fault.INTERRUPT && account.strategy().matches("mmap|moody-.")) {
        told.put(INTERRUPTED_MAPPING, YES);
      }
      trial.check(account, changed || refused, complaints);
      if (choices.fault == Fault.NONE) {
        decision.check(account, complaints);
      }
      if (choices.listens) {
        witness.check(account, complaints);
      }
      String ended = account.completed() ? "well" : name(account);
      told.put(ENDED, ended);
      if (choices.fault == Fault.NONE && (choices.sharedSource || choices.sharedTarget)) {
        told.put(BESIDE, ended);
      }
    }
  }

  private static String name(Account account) {
    return account.error() != null ? "Error" : account.failure().getClass().getSimpleName();
  }

  private static void tellDetours(Account account, Map<String, String> told) {
    List<TransferResult.PassedOver> passedOver =
        account.completed() ? account.result().passedOver() : List.of();
    long withdrawn =
        passedOver.stream().filter(it -> it.reason().equals("it was withdrawn")).count();
    told.put(WITHDRAWN, Long.toString(withdrawn));
    told.put(PASSED_OVER, Long.toString(passedOver.size() - withdrawn));
  }

  private static String trace(Throwable e) {
    StringWriter trace = new StringWriter();
    e.printStackTrace(new PrintWriter(trace, true));
    return trace.toString();
  }

  @Override
  public void close() throws IOException {
    ground.close();
  }

  private void removeFiles(long number) {
    Path own = ground.folder().resolve(Long.toString(number));
    if (Files.exists(own)) {
      try (Stream<Path> files = Files.walk(own)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
