package dev.sendfile.itests.soak;

import dev.sendfile.tck.fixture.FeedKind;
import dev.sendfile.tck.fixture.FileSourceKind;
import dev.sendfile.tck.fixture.FileTargetKind;
import dev.sendfile.tck.fixture.TargetKind;
import dev.sendfile.tck.fixture.ThreadKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/** All that is left to chance in one transfer, drawn in a fixed order. */
final class Choices {

  /** What happens at the far end once it has done its worst. */
  enum Pace {
    GOES_ON,
    DAWDLES,
    /** Does nothing more until the transfer has ended. */
    STALLS
  }

  /** How the transfer is asked for. */
  enum Mode {
    TRANSFER,
    HANDLE,
    EVENT_LOOP,
    /** The methods without a request, where they serve. */
    SHORT
  }

  /** Who decides on the strategy. */
  enum Decider {
    LIBRARY,
    FORCE,
    /** Strategies that give up run first. */
    MOODY
  }

  /** Targets that are no more than memory. */
  enum MemoryKind {
    CHANNEL,
    CHOPPY,
    ONE_BYTE,
    STREAM;

    @Override
    public String toString() {
      return "memory (" + name().toLowerCase(Locale.ROOT).replace('_', ' ') + ")";
    }
  }

  /** The longest header or trailer. */
  static final int MOST_FRAMING = 20_000;

  /** What a sender has sent beyond the range, at most. */
  static final int MOST_EXTRA = 5_000;

  /** More than what lies between two ends with narrow buffers. */
  private static final int FULL = 400 << 10;

  private static final int MOST_ONE_BY_ONE = 1_500;

  final long number;
  final SplittableRandom random;
  final boolean framework;
  final ThreadKind thread;

  /** Exactly one of the two; the other is {@code null}. */
  final FileSourceKind file;

  final FeedKind feed;

  /** Exactly one of the three. */
  final TargetKind line;

  final FileTargetKind written;
  final MemoryKind memory;

  /** Settled by the constructor. */
  int length;

  final int headerLength;
  final int trailerLength;
  final boolean explicitLength;
  final int extra;
  final Fault fault;
  final double when;
  final Pace pace;
  final Mode mode;
  final Decider decider;
  final List<String> preference;
  final boolean prepared;
  final boolean mapped;
  final boolean replace;
  final boolean timeouts;
  final boolean listens;
  final int bufferSize;
  final long chunkSize;
  final long seed;

  Choices(long seed, long number, int mostBytes, List<String> strategies) {
    this.number = number;
    random = new SplittableRandom(new SplittableRandom(seed + number).nextLong());
    framework = oneIn(4);
    thread =
        oneIn(2) && ThreadKind.VIRTUAL.isAvailable() ? ThreadKind.VIRTUAL : ThreadKind.PLATFORM;
    boolean fromFeed = oneIn(2);
    file = fromFeed ? null : any(FileSourceKind.values());
    feed = fromFeed ? any(FeedKind.values()) : null;
    int to = random.nextInt(10);
    line = to < 5 ? any(TargetKind.values()) : null;
    written = to >= 5 && to < 8 ? any(FileTargetKind.values()) : null;
    memory = to >= 8 ? any(MemoryKind.values()) : null;
    int most = memory == MemoryKind.ONE_BYTE ? MOST_ONE_BY_ONE : mostBytes;
    length = Math.min(most, length(mostBytes));
    headerLength = Math.min(most, framing());
    trailerLength = Math.min(most, framing());
    explicitLength = !oneIn(3);
    extra = oneIn(2) ? 0 : random.nextInt(MOST_EXTRA);
    boolean fault = oneIn(3);
    List<Fault> possible = new Possible(this).faults();
    Fault drawn = any(possible.toArray(Fault[]::new));
    this.fault = fault ? drawn : Fault.NONE;
    if (this.fault.wantsFullBuffers() && oneIn(2)) {
      length = Math.min(most, length + FULL);
    }
    when = random.nextDouble();
    Pace wanted = any(Pace.values());
    pace = new Possible(this).pace(this.fault, wanted);
    mode = new Possible(this).mode(this.fault, any(Mode.values()));
    decider = any(Decider.values());
    preference = shuffled(strategies);
    prepared = oneIn(2);
    mapped = oneIn(2);
    replace = oneIn(3);
    timeouts = oneIn(4);
    listens = oneIn(4);
    bufferSize = oneIn(2) ? 0 : Math.max(below(1 << (5 + random.nextInt(15))), length / 200 + 1);
    chunkSize = oneIn(2) ? 0 : Math.max(below(1 << (7 + random.nextInt(15))), length / 200 + 1);
    this.seed = random.nextLong();
  }

  private boolean oneIn(int n) {
    return random.nextInt(n) == 0;
  }

  private int below(int bound) {
    return 1 + random.nextInt(bound);
  }

  private <T> T any(T[] all) {
    return all[random.nextInt(all.length)];
  }

  private List<String> shuffled(List<String> names) {
    List<String> left = new ArrayList<>(names);
    List<String> shuffled = new ArrayList<>();
    while (!left.isEmpty()) {
      shuffled.add(left.remove(random.nextInt(left.size())));
    }
    return shuffled;
  }

  /** Mostly small: evenly many of each order of magnitude, up to a bound that is rarely high. */
  private int length(int mostBytes) {
    int bound =
        switch (random.nextInt(20)) {
          case 0 -> mostBytes;
          case 1, 2, 3, 4 -> 1 << 20;
          default -> 64 << 10;
        };
    double magnitude = random.nextDouble() * Math.log(bound + 1.0);
    return (int) Math.min(mostBytes, Math.exp(magnitude) - 1);
  }

  private int framing() {
    double magnitude = random.nextDouble() * Math.log(MOST_FRAMING);
    return oneIn(2) ? 0 : (int) Math.exp(magnitude);
  }

  int total() {
    return headerLength + length + trailerLength;
  }

  /** What users would call it. */
  String direction() {
    if (line == null && memory == null) {
      return feed == null ? "copy" : "receive";
    }
    return feed == null ? "send" : "pump";
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%s from %s%s%s to %s%s%s, %d + %d + %d bytes%s, %s thread, %s, %s%s, buffers %d, steps %d;"
            + " fault: %s at %.3f, then the peer %s",
        direction(),
        feed == null ? file : feed,
        feed == null && mapped ? " (mapped)" : "",
        framework ? " in a framework" : "",
        line != null ? line : written != null ? written : memory,
        prepared ? " (prepared)" : "",
        replace ? " (replace)" : "",
        headerLength,
        length,
        trailerLength,
        explicitLength ? "" : " to the end",
        thread,
        mode,
        decider,
        timeouts ? ", timeouts" : "",
        bufferSize,
        chunkSize,
        fault,
        when,
        pace);
  }
}
