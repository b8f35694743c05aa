package dev.sendfile.itests.faults;

import java.util.List;

/**
 * What goes wrong with a system call: the kernel does not do it, and returns an error.
 *
 * @param call its name
 * @param error for example {@code EIO}
 * @param when which of the calls of a thread, as strace counts: {@code 1}, {@code 3}, {@code 2+}
 */
public record Fault(String call, String error, String when) {

  /** Whether it goes wrong again and again, so that whoever makes the same call fails too. */
  public boolean lasts() {
    return when.endsWith("+");
  }

  /** In the words of strace. */
  List<String> options() {
    return List.of(
        "-e", "trace=" + call, "-e", "inject=" + call + ":error=" + error + ":when=" + when);
  }

  @Override
  public String toString() {
    return call + " " + when + " " + error;
  }
}
