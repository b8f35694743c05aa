package dev.sendfile.internal.profile;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a measurement holds for.
 *
 * @param os the name of the operating system
 * @param arch its architecture
 * @param processor the model of the processors, empty where that is not known
 * @param processors how many of them the JVM may use
 * @param java the version of the Java runtime
 * @param kernel the release of the operating system; for information, as it changes with each
 *     update
 */
public record Machine(
    String os, String arch, String processor, int processors, String java, String kernel) {

  private static final Path CPUINFO = Path.of("/proc/cpuinfo");

  private static final Pattern SPACE = Pattern.compile("[\\p{Cntrl}\\p{Space}\\u2028\\u2029]+");

  /** Leaves nothing that would not survive a file, which has a line for each. */
  public Machine {
    os = onOneLine(os);
    arch = onOneLine(arch);
    processor = onOneLine(processor);
    java = onOneLine(java);
    kernel = onOneLine(kernel);
    if (processors < 1) {
      throw new IllegalArgumentException(processors + " processors are less than one");
    }
  }

  private static String onOneLine(String text) {
    return SPACE.matcher(text).replaceAll(" ").strip();
  }

  /**
   * Looks at the machine and the JDK that this runs on.
   *
   * @return what they are
   */
  public static Machine here() {
    return new Machine(
        property("os.name"),
        property("os.arch"),
        processorIn(CPUINFO),
        Runtime.getRuntime().availableProcessors(),
        Runtime.version().toString(),
        property("os.version"));
  }

  private static String property(String name) {
    return Objects.requireNonNullElse(System.getProperty(name), "");
  }

  /**
   * Finds the model in the table that Linux keeps. Where it names none, as on ARM, the two numbers
   * that stand for one are taken; the first processor speaks for all.
   */
  static String processorIn(Path cpuinfo) {
    String implementer = "";
    try (BufferedReader lines = Files.newBufferedReader(cpuinfo)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String value = line.substring(line.indexOf(':') + 1).strip();
        if (line.startsWith("model name")) {
          return value;
        }
        if (line.startsWith("CPU implementer")) {
          implementer = value;
        }
        if (line.startsWith("CPU part")) {
          return (implementer + " " + value).strip();
        }
      }
    } catch (IOException e) {
      return ""; // another system, or one that does not tell
    }
    return "";
  }

  /**
   * Compares this machine, which was measured, with the one at hand.
   *
   * @param here the machine at hand
   * @return the first difference in words; {@code null} if what was measured holds there
   */
  public @Nullable String differenceFrom(Machine here) {
    if (!java.equals(here.java)) {
      return difference("Java " + java, "Java " + here.java);
    }
    if (!os.equals(here.os) || !arch.equals(here.arch)) {
      return difference(os + " " + arch, here.os + " " + here.arch);
    }
    if (!processor.equals(here.processor)) {
      return difference("the processor '" + processor + "'", "'" + here.processor + "'");
    }
    if (processors != here.processors) {
      return difference(processors + " processors", String.valueOf(here.processors));
    }
    return null;
  }

  private static String difference(String measured, String here) {
    return "it was made on " + measured + ", and here it is " + here;
  }
}
