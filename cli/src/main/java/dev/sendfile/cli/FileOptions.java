package dev.sendfile.cli;

import dev.sendfile.TargetOption;
import dev.sendfile.TransferRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How a file is written. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class FileOptions {

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(names = "--continue", description = "Go on behind the bytes that the file holds already.")
  private boolean goOn;

  @Option(
      names = "--replace",
      description = "Write under a temporary name, and give the file its name when it is complete.")
  private boolean replace;

  @Option(names = "--sync", description = "End only when the bytes are on the disk.")
  private boolean sync;

  /** Refuses what does not go together, before anything is done. */
  void check(Output output) {
    if (goOn && replace) {
      throw refused("--continue and --replace exclude each other: give one of them");
    }
    for (String option : given()) {
      requireFile(option, output);
    }
  }

  /** Refuses an option of files for what is none, or has no name here. */
  void requireFile(String option, Output output) {
    if (output.path() == null) {
      throw refused(
          option
              + " needs the path of a file: standard output is written where it stands; give that"
              + " path in place of -");
    }
    if (!output.isFile()) {
      throw refused(option + " needs a regular file, and " + output + " is none");
    }
  }

  private List<String> given() {
    List<String> given = new ArrayList<>();
    if (goOn) {
      given.add("--continue");
    }
    if (replace) {
      given.add("--replace");
    }
    if (sync) {
      given.add("--sync");
    }
    return given;
  }

  ParameterException refused(String message) {
    return new ParameterException(command.commandLine(), message);
  }

  /** Whether nothing of the file is there unless all of it is. */
  boolean allOrNothing() {
    return replace;
  }

  /** Whether a beginning of the file is kept. */
  boolean goesOn() {
    return goOn;
  }

  /** Whether the bytes must be on the disk. */
  boolean forces() {
    return sync;
  }

  /** The bytes that are there already and stay. */
  long held(Output output) throws IOException {
    return goOn ? output.size() : 0;
  }

  /** What is left of a length when some of its bytes are there already. */
  long rest(long length, long held, Output output) throws CommandException {
    if (held > length) {
      throw new CommandException(
          output + " holds " + held + " bytes, more than the " + length + " that it shall have",
          "leave out --continue to write it anew",
          null);
    }
    return length - held;
  }

  TransferRequest of(TransferRequest request) {
    List<TargetOption> options = new ArrayList<>();
    if (replace) {
      options.add(TargetOption.REPLACE_ATOMICALLY);
    }
    if (sync) {
      options.add(TargetOption.FORCE);
    }
    return options.isEmpty()
        ? request
        : request.targetOptions(options.toArray(TargetOption[]::new));
  }
}
