package dev.sendfile.cli;

import dev.sendfile.Sendfile;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;

/** The root command. What it declares holds for every subcommand too. */
@Command(
    name = "sendfile",
    scope = ScopeType.INHERIT,
    description = "Sends files as fast as the machine allows, and says how.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {DemoCommand.class, SendCommand.class, DoctorCommand.class, ExplainCommand.class},
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:done", "1:failed", "2:the command line cannot be used"})
final class SendfileCommand {

  private final Supplier<Sendfile> sendfile;

  @Option(
      names = "--verbose",
      scope = ScopeType.INHERIT,
      description = "On failure, print the stack trace too.")
  private boolean verbose;

  SendfileCommand(Supplier<Sendfile> sendfile) {
    this.sendfile = sendfile;
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
      throw new ParameterException(command.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }
}
