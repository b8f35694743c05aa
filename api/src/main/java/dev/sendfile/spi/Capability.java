package dev.sendfile.spi;

/**
 * A flag that a strategy reports about itself, for one route on this machine. The engine ranks by
 * some of them and drives the session according to the others.
 */
public enum Capability {

  /**
   * Shares the blocks instead of copying them; costs the same for any length. Ranks first. Where it
   * is {@linkplain Context#forced() forced}, {@link TransferStrategy#open} asks whether the file
   * system can: what a target path held behind the last block is dropped as soon as the session is
   * open.
   */
  REFLINK,

  /** The kernel moves the bytes; they never enter the JVM. Ranks before {@link #MAPPED}. */
  ZERO_COPY,

  /** Writes from a mapping of the file. Ranks before a plain read-write loop. */
  MAPPED,

  /**
   * A step never parks the calling thread while it holds a buffer: on a socket whose descriptor is
   * non-blocking it answers {@link Step.WouldBlock}, even where the channel says that it is in
   * blocking mode (as it does once it was used on a virtual thread). Without this flag the engine
   * makes room in such a socket by a write of at most 4 KiB of its own before each step, and reads
   * as much of its own where the source has nothing yet.
   */
  NON_BLOCKING,

  /**
   * A step delivers what is left of {@link Batch#header()} before content, ideally in the same
   * system call. Without this flag the engine has written the header before the first step.
   */
  GATHERS_HEADER,

  /** A file that shrank under the transfer ends it with {@link Step.EndOfSource}, exactly there. */
  DETECTS_TRUNCATION,

  /**
   * Where {@link Batch#allOrNothing()} says so, a step that cannot read all {@link Batch#max()}
   * bytes moves none and answers {@link Step.EndOfSource}. The engine then need not ask for the
   * source's size, a system call, before a small range is sent.
   */
  VERIFIES_RANGE,

  /**
   * A step under way does not notice that its target was closed by another thread; closing the
   * source ends it. With this flag the engine watches the target and closes the source in that
   * case.
   */
  IGNORES_TARGET_CLOSE,

  /**
   * A step does not hold the target's descriptor while it runs. If another thread closes the target
   * just then, whatever is opened next may get its number, and the bytes of that step. Ranks behind
   * all others of its weight, at any length and whatever a profile says, so that it runs only where
   * it is forced, weighted or selected by somebody who knows who closes the target, or where
   * nothing else serves.
   */
  NEEDS_OPEN_TARGET
}
