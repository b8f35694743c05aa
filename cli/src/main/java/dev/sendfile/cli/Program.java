package dev.sendfile.cli;

/** How this command was called, so that what it says to type can be typed. */
final class Program {

  /** Set by the launcher, quoted for a shell: only it knows where it lies, and what PATH finds. */
  private static final String PROPERTY = "sendfile.program";

  private static final String USUAL = "sendfile";

  private Program() {}

  /** As a shell takes it. */
  static String word() {
    return System.getProperty(PROPERTY, USUAL);
  }
}
