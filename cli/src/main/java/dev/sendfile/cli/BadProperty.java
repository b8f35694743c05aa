package dev.sendfile.cli;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** A system property has a value that cannot be used: no option of the command mends that. */
final class BadProperty extends ParameterException {

  private static final long serialVersionUID = 1L;

  private static final Pattern NAME = Pattern.compile("system property (dev\\.sendfile\\.[^=]+)=");

  BadProperty(CommandLine command, IllegalArgumentException e) {
    super(command, String.valueOf(e.getMessage()), e);
  }

  Remedy remedy() {
    Matcher named = NAME.matcher(String.valueOf(getMessage()));
    return Remedy.of(
        "give "
            + (named.find() ? "-D" + named.group(1) : "it")
            + " such a value, or leave it out, where Java gets its options: SENDFILE_JAVA_OPTS for"
            + " bin/sendfile");
  }
}
