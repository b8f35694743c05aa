package dev.sendfile.itests.soak;

import dev.sendfile.tck.fixture.FeedKind;
import dev.sendfile.tck.fixture.FileSourceKind;
import dev.sendfile.tck.fixture.FileTargetKind;
import dev.sendfile.tck.fixture.TargetKind;
import dev.sendfile.tck.fixture.ThreadKind;
import dev.sendfile.tck.fixture.foreign.Call;
import dev.sendfile.tck.fixture.foreign.ForeignEnd;
import dev.sendfile.tck.fixture.foreign.Thrown;
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

  /** What is shared by many transfers. */
  private static final FileSourceKind[] SHARED = {
    FileSourceKind.FILE_CHANNEL, FileSourceKind.FILE_SOURCE
  };

  /** More than what lies between two ends with narrow buffers. */
  private static final int FULL = 400 << 10;

  private static final int MOST_ONE_BY_ONE = 1_500;

  final long number;
  final SplittableRandom random;
  final boolean framework;
  final ThreadKind thread;

  /** Exactly one of the three; the others are {@code null}. */
  final FileSourceKind file;

  final FeedKind feed;
  final SpecialKind source;

  /** Exactly one of the four. */
  final TargetKind line;

  final FileTargetKind written;
  final MemoryKind memory;
  final SpecialKind target;

  /** What a stranger looks like, where it is one. */
  final ForeignEnd foreignSource;

  final ForeignEnd foreignTarget;

  /** Whether other transfers read through the same channel or {@code FileSource}. */
  final boolean sharedSource;

  /** Whether other transfers write through the same channel. */
  final boolean sharedTarget;

  /** Whether the plain sockets encrypt, at both ends. */
  final boolean tls;

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

  /** Whether a file channel is the transfer's alone. */
  final boolean owned;

  Choices(long seed, long number, int mostBytes, List<String> strategies) {
    this.number = number;
    random = new SplittableRandom(new SplittableRandom(seed + number).nextLong());
    framework = oneIn(4);
    thread =
        oneIn(2) && ThreadKind.VIRTUAL.isAvailable() ? ThreadKind.VIRTUAL : ThreadKind.PLATFORM;
    tls = oneIn(16); // to shake hands takes the processor as long as some thirty transfers
    int from = random.nextInt(10);
    sharedSource = from < 4 && oneIn(3);
    file = from >= 4 ? null : sharedSource ? any(SHARED) : any(FileSourceKind.values());
    feed = from < 4 || from >= 8 ? null : tls ? FeedKind.PLAIN_SOCKET : any(FeedKind.values());
    source = from >= 8 ? any(SpecialKind.values()) : null;
    foreignSource = any(ForeignEnd.values());
    int to = random.nextInt(12);
    line = to >= 5 ? null : tls ? TargetKind.PLAIN_SOCKET : any(TargetKind.values());
    sharedTarget = to >= 5 && to < 8 && oneIn(3);
    written =
        to < 5 || to >= 8
            ? null
            : sharedTarget ? FileTargetKind.CHANNEL_AT_OFFSET : any(FileTargetKind.values());
    memory = to == 8 || to == 9 ? any(MemoryKind.values()) : null;
    target = to >= 10 ? any(SpecialKind.values()) : null;
    foreignTarget = any(ForeignEnd.values());
    int most = memory == MemoryKind.ONE_BYTE ? MOST_ONE_BY_ONE : mostBytes;
    length = Math.min(most, length(mostBytes));
    headerLength = Math.min(most, framing());
    trailerLength = Math.min(most, framing());
    explicitLength = source == SpecialKind.DEVICE || !oneIn(3);
    extra = oneIn(2) ? 0 : random.nextInt(MOST_EXTRA);
    boolean fault = oneIn(3);
    List<Fault> possible = new Possible(this).faults();
    Fault drawn = possible.isEmpty() ? Fault.NONE : any(possible.toArray(Fault[]::new));
    this.fault = fault ? drawn : Fault.NONE;
    if (this.fault.wantsFullBuffers() && oneIn(2)) {
      length = Math.min(most, length + FULL);
    }
    when = random.nextDouble();
    Pace wanted = any(Pace.values());
    pace = new Possible(this).pace(this.fault, wanted);
    mode = new Possible(this).mode(this.fault, any(Mode.values()));
    Decider decides = any(Decider.values());
    // who is refused has opened it, and who waits at the far end takes that for the end
    decider = isFifo() && decides == Decider.FORCE ? Decider.LIBRARY : decides;
    preference = shuffled(strategies);
    // before Java 22 one that is prepared is closed after its transfers, as its javadoc asks
    prepared = oneIn(2) && (this.fault != Fault.TARGET_CLOSED || Runtime.version().feature() >= 22);
    mapped = oneIn(2);
    replace = oneIn(3);
    timeouts = oneIn(4);
    listens = oneIn(4);
    bufferSize = oneIn(2) ? 0 : Math.max(below(1 << (5 + random.nextInt(15))), length / 200 + 1);
    chunkSize = oneIn(2) ? 0 : Math.max(below(1 << (7 + random.nextInt(15))), length / 200 + 1);
    this.seed = random.nextLong();
    owned = file == FileSourceKind.FILE_CHANNEL && !sharedSource && oneIn(2);
  }

  /** What may go wrong with a stranger, if that is to go wrong. */
  dev.sendfile.tck.fixture.foreign.Fault foreignFault(Fault which, SplittableRandom from) {
    if (fault != which) {
      return null;
    }
    boolean reads = which == Fault.FOREIGN_SOURCE_THROWS;
    int place = (int) (when * (reads ? length : total()));
    Thrown[] kinds = Thrown.values();
    Thrown thrown = kinds[from.nextInt(kinds.length)];
    // it looks like an interrupt, of which the thread knows nothing
    thrown = thrown == Thrown.CLOSED_BY_INTERRUPT ? Thrown.IO_EXCEPTION : thrown;
    return new dev.sendfile.tck.fixture.foreign.Fault(
        reads ? Call.READ : Call.WRITE, place, from.nextBoolean(), thrown);
  }

  /** Whether a FIFO is opened. */
  boolean isFifo() {
    return source == SpecialKind.FIFO || target == SpecialKind.FIFO;
  }

  /** Whether there is a sender at a far end. */
  boolean sends() {
    return feed != null || source == SpecialKind.FIFO;
  }

  /** Whether there is a receiver at a far end. */
  boolean receives() {
    return line != null || target == SpecialKind.FIFO;
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
    boolean fromFile = file != null || source == SpecialKind.DEVICE;
    if (written != null || target == SpecialKind.DEVICE) {
      return fromFile ? "copy" : "receive";
    }
    return fromFile ? "send" : "pump";
  }

  String sourceText() {
    if (source != null) {
      return source == SpecialKind.FOREIGN ? foreignSource.toString() : source.toString();
    }
    if (feed != null) {
      return feed + (tls ? " (tls)" : "");
    }
    return file + (sharedSource ? " (shared)" : owned ? " (owned)" : "");
  }

  String targetText() {
    if (target != null) {
      return target == SpecialKind.FOREIGN ? foreignTarget.toString() : target.toString();
    }
    if (memory != null) {
      return memory.toString();
    }
    return line != null
        ? line + (tls ? " (tls)" : "")
        : written + (sharedTarget ? " (shared)" : "");
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%s from %s%s%s to %s%s%s, %d + %d + %d bytes%s, %s thread, %s, %s%s, buffers %d, steps %d;"
            + " fault: %s at %.3f, then the peer %s",
        direction(),
        sourceText(),
        feed == null && mapped ? " (mapped)" : "",
        framework ? " in a framework" : "",
        targetText(),
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
