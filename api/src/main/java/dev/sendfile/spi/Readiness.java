package dev.sendfile.spi;

/** What a transfer waits for. */
public enum Readiness {
  /** The source has no byte now; it may have some later. */
  SOURCE_READABLE,
  /** The target takes no byte now; it may take some later. */
  TARGET_WRITABLE
}
