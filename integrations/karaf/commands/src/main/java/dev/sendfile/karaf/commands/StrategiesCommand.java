package dev.sendfile.karaf.commands;

import dev.sendfile.Sendfile;
import dev.sendfile.StrategyInfo;
import dev.sendfile.spi.Availability.Unavailable;
import java.io.PrintStream;
import java.util.List;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.table.ShellTable;
import org.jspecify.annotations.Nullable;

/** {@code sendfile:strategies} lists what there is to send files with. */
@Service
@Command(
    scope = "sendfile",
    name = "strategies",
    description = "Lists the strategies that are deployed, and whether they can run here.")
@SuppressWarnings("NullAway.Init") // the shell sets the fields
public final class StrategiesCommand implements Action {

  @Reference private Sendfile sendfile;

  /** For the shell, which makes one for each call. */
  public StrategiesCommand() {}

  @Override
  public @Nullable Object execute() {
    print(sendfile.strategies(), System.out);
    return null;
  }

  static void print(List<StrategyInfo> strategies, PrintStream out) {
    ShellTable table = new ShellTable().emptyTableText("no strategy here: start a provider bundle");
    table.column("name").bold();
    table.column("technique");
    table.column("weight").alignRight();
    table.column("provider");
    table.column("state");
    for (StrategyInfo it : strategies) {
      table.addRow().addContent(it.name(), it.technique(), it.weight(), it.provider(), state(it));
    }
    table.print(out);
  }

  private static String state(StrategyInfo strategy) {
    return strategy.availability() instanceof Unavailable not
        ? "not available: " + not.cause() + "\n" + not.remedy()
        : "available";
  }
}
