package dev.sendfile.spi;

/** Where a leased buffer lives. */
public enum Memory {
  /** Outside the heap: channels read and write it without a copy. */
  DIRECT,
  /** In the heap, with an accessible array: streams read and write it without a copy. */
  HEAP
}
