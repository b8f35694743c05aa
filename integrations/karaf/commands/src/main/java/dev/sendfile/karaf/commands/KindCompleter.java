package dev.sendfile.karaf.commands;

import java.util.List;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.completers.StringsCompleter;

/** Completes the kinds of ends. */
@Service
public final class KindCompleter implements Completer {

  /** For the shell. */
  public KindCompleter() {}

  @Override
  public int complete(Session session, CommandLine commandLine, List<String> candidates) {
    return new StringsCompleter(Kind.names()).complete(session, commandLine, candidates);
  }
}
