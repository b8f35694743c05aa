package dev.sendfile.cli;

import dev.sendfile.Sendfile;
import dev.sendfile.StrategyInfo;
import dev.sendfile.spi.Techniques;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which strategy must do it. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class ForceOption {

  private static final String NOTHING = "nothing";

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--force",
      paramLabel = "NAME",
      description = {
        "Insist on a strategy or technique; 'sendfile doctor' lists them. 'nothing' insists on none,"
            + " whatever a property says."
      })
  private @Nullable String name;

  /**
   * Applies the force. A name that is not known is the user's slip, and said before anything is
   * done.
   */
  Sendfile of(Sendfile sendfile) {
    if (name == null) {
      return sendfile;
    }
    List<String> known = names(sendfile);
    if (!known.contains(Techniques.canonical(name))) {
      throw new ParameterException(
          command.commandLine(),
          "Invalid value for option '--force': no strategy or technique is named '"
              + name
              + "'; there are "
              + String.join(", ", known));
    }
    return sendfile.withForce(name);
  }

  private static List<String> names(Sendfile sendfile) {
    List<StrategyInfo> all = sendfile.strategies();
    return Stream.of(
            all.stream().map(StrategyInfo::name),
            all.stream().map(StrategyInfo::technique),
            Stream.of(NOTHING))
        .flatMap(it -> it)
        .distinct()
        .collect(Collectors.toList());
  }
}
