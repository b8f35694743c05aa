package dev.sendfile.ffm;

import java.lang.foreign.Arena;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Native memory for one call at a time: where the error number is put, and what the call reads and
 * writes through pointers. Freed by the collector.
 */
final class Scratch {

  private static final StructLayout STATE = Linker.Option.captureStateLayout();
  private static final long ERRNO =
      STATE.byteOffset(MemoryLayout.PathElement.groupElement("errno"));

  /** Past the error number. */
  private static final long FIRST = 64;

  private static final long SECOND = FIRST + Long.BYTES;

  /** Holds the largest of the structures, {@code struct statx} with 256 bytes. */
  private static final long STRUCTURE = 128;

  private static final long SIZE = STRUCTURE + 256;

  private final MemorySegment memory = Arena.ofAuto().allocate(SIZE, 16);
  private final MemorySegment state = memory.asSlice(0, STATE);
  private final MemorySegment structure = memory.asSlice(STRUCTURE);

  private Scratch() {}

  /** Where a call leaves its error number. */
  MemorySegment state() {
    return state;
  }

  /** Minus the error number of the last call. */
  int negatedErrno() {
    return -memory.get(ValueLayout.JAVA_INT, ERRNO);
  }

  /** Puts a number where a call finds it by a pointer; a null pointer for one that is negative. */
  long first(long value) {
    return put(FIRST, value);
  }

  /** Another one. */
  long second(long value) {
    return put(SECOND, value);
  }

  private long put(long where, long value) {
    if (value < 0) {
      return 0;
    }
    memory.set(ValueLayout.JAVA_LONG, where, value);
    return memory.address() + where;
  }

  /** What {@link #first} points to. */
  long first() {
    return memory.get(ValueLayout.JAVA_LONG, FIRST);
  }

  /** Memory for a structure. */
  MemorySegment structure() {
    return structure;
  }

  /** A few of them, so that none has to be made for each call. */
  static final class Pool {

    private static final int SLOTS = 16; // a power of two

    private final AtomicReferenceArray<Scratch> slots = new AtomicReferenceArray<>(SLOTS);

    Scratch take() {
      Scratch found = slots.getAndSet(slot(), null);
      return found == null ? new Scratch() : found;
    }

    /** One that finds its slot taken is left to the collector. */
    void give(Scratch scratch) {
      slots.lazySet(slot(), scratch);
    }

    private static int slot() {
      return (int) Thread.currentThread().threadId() & (SLOTS - 1);
    }
  }
}
