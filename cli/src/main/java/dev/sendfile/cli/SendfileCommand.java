package dev.sendfile.cli;

import dev.sendfile.Sendfile;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The root command. What it declares holds for every subcommand too. */
@Command(
    name = "sendfile",
    scope = ScopeType.INHERIT,
    description = "Sends files as fast as the machine allows, and says how.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      SendCommand.class,
      ReceiveCommand.class,
      CopyCommand.class,
      ExplainCommand.class,
      DoctorCommand.class,
      DemoCommand.class,
      BenchCommand.class,
      CalibrateCommand.class
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:done", "1:failed", "2:the command line cannot be used"})
final class SendfileCommand {

  private final Supplier<Sendfile> sendfile;
  private final Interrupts interrupts;
  private volatile long moved;

  @Option(
      names = "--json",
      scope = ScopeType.INHERIT,
      description = "Print one JSON object; on failure, on standard error.")
  private boolean json;

  @Option(
      names = "--verbose",
      scope = ScopeType.INHERIT,
      description = "On failure, print the stack trace too.")
  private boolean verbose;

  SendfileCommand(Supplier<Sendfile> sendfile, Interrupts interrupts) {
    this.sendfile = sendfile;
    this.interrupts = interrupts;
  }

  /** Of the command line that a (sub)command belongs to. */
  static SendfileCommand of(CommandSpec command) {
    return (SendfileCommand) command.root().userObject();
  }

  Interrupts interrupts() {
    return interrupts;
  }

  /** A transfer is complete: what fails from now on changes nothing about that. */
  void moved(long bytes) {
    moved = bytes;
  }

  /** The bytes of the transfer that is complete; 0 while none is. */
  long moved() {
    return moved;
  }

  boolean json() {
    return json;
  }

  boolean verbose() {
    return verbose;
  }

  /**
   * Makes the instance to work with; its defaults are those that system properties set.
   *
   * @param command the subcommand that asks for it
   */
  Sendfile sendfile(CommandSpec command) {
    try {
      return sendfile.get();
    } catch (IllegalArgumentException e) { // a system property has a bad value
      throw new BadProperty(command.commandLine(), e);
    }
  }
}
