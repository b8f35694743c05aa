package dev.sendfile.bench.machine;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.ProcessBuilder.Redirect;

/** Runs the small programs that every Linux has, and others may not have. */
final class Tool {

  private Tool() {}

  /**
   * Runs one, without a word.
   *
   * @param command the program and its arguments
   * @return whether it is there and has done what it was told
   * @throws InterruptedIOException if the thread is interrupted, whose flag stays set
   */
  static boolean run(String... command) throws InterruptedIOException {
    try {
      return new ProcessBuilder(command)
              .redirectOutput(Redirect.DISCARD)
              .redirectError(Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while " + command[0] + " runs");
    } catch (IOException e) { // not installed
      return false;
    }
  }
}
