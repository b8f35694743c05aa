package dev.sendfile.cli;

/** What leads to a socket, for a large file: before Java 22 nothing that needs it to stay open. */
final class Leading {

  private static final boolean BEFORE_22 = Runtime.version().feature() < 22;

  static final String STRATEGY = BEFORE_22 ? "mmap" : "nio";
  static final String TECHNIQUE = BEFORE_22 ? "mmapped" : "sendfile";

  private Leading() {}
}
