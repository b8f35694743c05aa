package dev.sendfile.cli.text;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jline.utils.Signals;

/** Asks the terminal for its size again when it has changed. */
public final class Resizes {

  private static final Pattern SIZE = Pattern.compile("(?<height>[1-9]\\d*) (?<width>[1-9]\\d*)");

  private Resizes() {}

  /** From now on {@link Terminal#find} tells the size of the day, if there is a terminal at all. */
  public static void follow() {
    if (Terminal.find().isPresent()) {
      Signals.register("WINCH", Resizes::ask);
    }
  }

  private static void ask() {
    try {
      Process stty =
          new ProcessBuilder("sh", "-c", "stty size <&2").redirectError(Redirect.INHERIT).start();
      stty.getOutputStream().close();
      try (BufferedReader answer =
          new BufferedReader(
              new InputStreamReader(stty.getInputStream(), StandardCharsets.US_ASCII))) {
        take(String.valueOf(answer.readLine()));
      }
    } catch (IOException e) {
      // no stty here: the size that the launcher told is the best there is
    }
  }

  static void take(String answer) {
    Matcher size = SIZE.matcher(answer);
    if (size.matches()) {
      System.setProperty(Terminal.WIDTH, size.group("width"));
      System.setProperty(Terminal.HEIGHT, size.group("height"));
      if (Terminal.columnsOfOutput().isPresent()) {
        System.setProperty(Terminal.OUTPUT_WIDTH, size.group("width"));
      }
    }
  }
}
