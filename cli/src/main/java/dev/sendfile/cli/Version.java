package dev.sendfile.cli;

import dev.sendfile.StrategyInfo;
import dev.sendfile.spi.Availability.Unavailable;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Which release this is, what it runs on, and which strategies it has. */
@SuppressWarnings("NullAway.Init") // picocli sets the field
final class Version implements IVersionProvider {

  private static final String RESOURCE = "version.properties";

  @Spec private CommandSpec command;

  private record Report(
      String sendfile,
      String java,
      String vendor,
      String vm,
      String home,
      List<Strategy> strategies) {}

  private record Strategy(
      String name, String technique, boolean available, @Nullable String cause) {
    static Strategy of(StrategyInfo it) {
      String cause = it.availability() instanceof Unavailable not ? not.cause() : null;
      return new Strategy(it.name(), it.technique(), cause == null, cause);
    }

    @Override
    public String toString() {
      return name + " (" + technique + ") " + (available ? "available" : "not available: " + cause);
    }
  }

  @Override
  public String[] getVersion() throws IOException {
    if (command.commandLine() == null || command.root().commandLine().getParseResult() == null) {
      return new String[0]; // picocli asks while it sets the subcommands up: nobody wants to see it
    }
    SendfileCommand root = SendfileCommand.of(command);
    List<Strategy> strategies =
        root.sendfile(command).strategies().stream().map(Strategy::of).toList();
    if (root.json()) {
      Report report =
          new Report(
              project(),
              Runtime.version().toString(),
              System.getProperty("java.vendor"),
              System.getProperty("java.vm.name"),
              System.getProperty("java.home"),
              strategies);
      return new String[] {Json.of(report)};
    }
    List<String> lines = new ArrayList<>();
    lines.add("sendfile " + project());
    lines.add(jvm());
    lines.add(System.getProperty("java.home"));
    strategies.forEach(it -> lines.add(it.toString()));
    return lines.toArray(String[]::new);
  }

  /** The version of this project. From a resource, as a module does not show its manifest. */
  static String project() throws IOException {
    try (InputStream in = Version.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new FileNotFoundException(
            RESOURCE + " is not in the jar of sendfile-cli: build it anew");
      }
      Properties properties = new Properties();
      properties.load(in);
      return properties.getProperty("version", "of no known version");
    }
  }

  /** The JVM, for example {@code OpenJDK 64-Bit Server VM 25.0.3+9-LTS (Eclipse Adoptium)}. */
  static String jvm() {
    return System.getProperty("java.vm.name")
        + " "
        + Runtime.version()
        + " ("
        + System.getProperty("java.vendor")
        + ")";
  }
}
