package dev.sendfile.tck;

import dev.sendfile.spi.Batch;
import dev.sendfile.spi.Capability;
import dev.sendfile.spi.Context;
import dev.sendfile.spi.End;
import dev.sendfile.spi.Lease;
import dev.sendfile.spi.Scope;
import dev.sendfile.spi.Session;
import dev.sendfile.spi.Step;
import dev.sendfile.spi.TransferStrategy;

/** What a strategy promises, each in a sentence, and where the SPI says so. */
public enum Promise {

  // ---- what arrives

  /** All that was asked for arrives. */
  ALL_IN_ORDER(
      "every byte asked for is accepted by the target once and in order", Session.class, "step"),
  /** Nothing around the range is sent or overwritten. */
  WITHIN_THE_RANGE(
      "only the range asked for leaves, and in a file only its place is written",
      Batch.class,
      "position"),
  /** No step takes more than it was given. */
  WITHIN_THE_BATCH("a step moves at most max() bytes behind the header", Batch.class, "max"),
  /** What comes before the content comes first. */
  HEADER_FIRST("what is left of the header goes before any content", Batch.class, "header"),
  /** Sessions begin where the transfer stands, not where it began. */
  GOES_ON_WHERE_OTHERS_STOPPED(
      "a session begins at the position of its first batch, which may be in the middle",
      TransferStrategy.class,
      "open"),

  // ---- what is told

  /** The count of a step is exact. */
  EXACT_COUNT("Moved says exactly how many bytes the target accepted", Step.Moved.class, "bytes"),
  /** No answer but {@link Step.Moved} hides bytes. */
  NOTHING_MOVED_UNTOLD(
      "an answer other than Moved, or an exception, means that the target accepted nothing",
      Session.class,
      "step"),
  /** The end of a source is told where it is. */
  TELLS_THE_END(
      "EndOfSource is answered where a read ends, there and nowhere else, and with nothing detained",
      Step.class,
      "END_OF_SOURCE"),
  /** What ended a call reaches the user. */
  FAULTS_SURFACE("an IOException of a call leaves the step as it is", Session.class, "step"),
  /** Others may be asked, and nothing escapes that nobody expects. */
  NOTHING_UNCHECKED("no unchecked exception or error escapes", TransferStrategy.class, ""),
  /** A batch and its header are good for one step. */
  BATCH_NOT_KEPT("a session reads the batch during the step and never keeps it", Batch.class, ""),
  /** Bytes that are out and not the source's are told of. */
  STRAY_BYTES_TOLD(
      "stray() says how many bytes went out beyond those moved, and none follow",
      Session.class,
      "stray"),

  // ---- what was taken and not delivered

  /** Nothing that was taken is lost. */
  KEEPS_WHAT_IT_TOOK(
      "what was taken from a sequential source and not accepted is detained, also after an exception",
      Session.class,
      "detained"),
  /** It is handed over as it came. */
  SURRENDERS_IN_ORDER(
      "surrender hands over detained bytes in order, as many as fit", Session.class, "surrender"),

  // ---- how it behaves

  /** One attempt is one attempt. */
  NEVER_SPINS(
      "a step is one bounded attempt: it neither retries nor waits for an end that is not ready",
      Session.class,
      ""),
  /** Waiting is the engine's. */
  NEVER_SLEEPS("a session never sleeps, selects or waits for others", Session.class, ""),
  /** Threads are the engine's. */
  STARTS_NO_THREADS("a session never starts a thread", Session.class, ""),
  /** A transfer whose end was closed ends. */
  CLOSE_ENDS_IT("closing an end from another thread ends the transfer", End.class, "isOpen"),
  /** An interrupted transfer ends, and the flag stays. */
  INTERRUPT_ENDS_IT(
      "an interrupt ends the transfer, and the interrupt flag stays set", Session.class, "step"),
  /** One strategy serves all threads. */
  SAFE_TO_SHARE(
      "every method may be called by many threads at once, and what belongs to one transfer lives in"
          + " its session",
      TransferStrategy.class,
      ""),

  // ---- what it leaves behind

  /** The caller's file stands where it stood. */
  POSITION_NEUTRAL("the position of a caller's file is left as it is", End.class, "as"),
  /** Ends are closed by their owners. */
  ENDS_LEFT_OPEN("a strategy never closes an end", End.class, "as"),
  /** A channel stays blocking or non-blocking. */
  MODE_LEFT("a strategy leaves the mode of an end as it is", End.class, "as"),
  /** Closing gives back everything. */
  NOTHING_LEAKS(
      "close gives back all that the session holds: descriptors, memory, mappings, threads",
      Session.class,
      "close"),
  /** Buffers on loan come back. */
  LEASES_RETURNED(
      "a lease is given back exactly once, before the step ends wherever the bytes can be read again",
      Context.class,
      "lease"),
  /** A lease ends when it is given back. */
  LEASE_CLOSED_ONCE("a lease is given back exactly once", Lease.class, "close"),
  /** A wrapper closes what it wraps. */
  CLOSES_WHAT_IT_WRAPS(
      "who asked for the next session closes it, and answers for what it detains",
      Context.class,
      "next"),

  // ---- what it says about itself

  /** Names are what users write. */
  VALID_NAME(
      "a name is lower case letters, digits, dots and hyphens, always the same, and no technique",
      TransferStrategy.class,
      "name"),
  /** A technique is a word. */
  VALID_TECHNIQUE(
      "a technique is a well-known one or a new word, always the same",
      TransferStrategy.class,
      "technique"),
  /** To be asked costs and changes nothing. */
  PURE_ASSESS(
      "assess has no side effect and gives the same answer for the same plan",
      TransferStrategy.class,
      "assess"),
  /** Who is not asked would have declined. */
  DECLINES_WHAT_IT_NEVER_SERVES(
      "where serves says no, assess declines, whatever the plan", TransferStrategy.class, "serves"),
  /** A refusal tells the user why. */
  REFUSALS_SAY_WHY(
      "a refusal has a reason that the user will read", TransferStrategy.class, "assess"),
  /** To be opened moves nothing. */
  OPEN_MOVES_NOTHING(
      "open moves no byte and takes none from the source", TransferStrategy.class, "open"),
  /** Whether a strategy can run is known beforehand. */
  AVAILABILITY_SAYS_WHY(
      "availability answers at once, and unavailable names the cause and the remedy",
      TransferStrategy.class,
      "availability"),
  /** Who has refused for good is not asked again. */
  REFUSES_FOR_GOOD(
      "who refuses a step for the whole process is unavailable from then on",
      Scope.class,
      "PROCESS"),
  /** What was offered is done. */
  FORCED_IS_FORCED(
      "what it offered for a plan it serves, if the user insists on it", Context.class, "forced"),
  /** The flag {@link Capability#NON_BLOCKING}. */
  NON_BLOCKING(
      "with NON_BLOCKING, a step never parks the thread on a socket whose descriptor is non-blocking",
      Capability.class,
      "NON_BLOCKING"),
  /** The flag {@link Capability#DETECTS_TRUNCATION}. */
  DETECTS_TRUNCATION(
      "with DETECTS_TRUNCATION, a file that shrank ends it with EndOfSource, exactly there",
      Capability.class,
      "DETECTS_TRUNCATION"),
  /** The flag {@link Capability#VERIFIES_RANGE}. */
  VERIFIES_RANGE(
      "with VERIFIES_RANGE, a step that must move all or nothing moves nothing it cannot read whole",
      Capability.class,
      "VERIFIES_RANGE");

  private final String sentence;
  private final Class<?> type;
  private final String member;

  Promise(String sentence, Class<?> type, String member) {
    this.sentence = sentence;
    this.type = type;
    this.member = member;
  }

  /**
   * Returns the promise in one sentence.
   *
   * @return the sentence, without a final full stop
   */
  public String sentence() {
    return sentence;
  }

  /**
   * Returns where the javadoc of the SPI states the promise.
   *
   * @return a type or a member of one, for example {@code dev.sendfile.spi.Session#step}
   */
  public String statedIn() {
    return type.getCanonicalName() + (member.isEmpty() ? "" : "#" + member);
  }
}
