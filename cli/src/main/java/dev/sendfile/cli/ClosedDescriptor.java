package dev.sendfile.cli;

import dev.sendfile.cli.file.StandardDescriptor;
import java.nio.file.Path;
import java.util.Optional;

/** Names such as {@code /dev/stdin} where nothing is behind them but what stands in for it. */
final class ClosedDescriptor {

  private ClosedDescriptor() {}

  /** Refuses a name of a standard descriptor that was closed when the command was started. */
  static void refuse(Path path) throws CommandException {
    Optional<StandardDescriptor> closed =
        StandardDescriptor.named(path).filter(StandardDescriptor::wasClosed);
    if (closed.isPresent()) {
      throw new CommandException(
          path + " is " + closed.get() + ", which is closed",
          "redirect it from or to a file or a pipe, or give the path of a file in its place",
          null);
    }
  }
}
