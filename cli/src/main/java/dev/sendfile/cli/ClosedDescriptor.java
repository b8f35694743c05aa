package dev.sendfile.cli;

import dev.sendfile.cli.file.Descriptor;
import java.nio.file.Path;
import java.util.Optional;

/** Names such as {@code /dev/stdin} where nothing is behind them but what stands in for it. */
final class ClosedDescriptor {

  private ClosedDescriptor() {}

  /** Refuses a name of a descriptor that was closed when the command was started. */
  static void refuse(Path path) throws CommandException {
    Optional<Descriptor> closed = Descriptor.named(path).filter(Descriptor::wasClosed);
    if (closed.isPresent()) {
      throw new CommandException(
          path + " is " + closed.get() + ", which is closed",
          "redirect it from or to a file or a pipe, or give the path of a file in its place",
          null);
    }
  }
}
