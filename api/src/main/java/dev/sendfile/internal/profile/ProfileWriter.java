package dev.sendfile.internal.profile;

import dev.sendfile.internal.file.NewFile;
import dev.sendfile.internal.file.Replacement;
import dev.sendfile.spi.Situation;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes profiles: properties, always in the same order, for people to read and correct. */
public final class ProfileWriter {

  private final StringBuilder text = new StringBuilder();

  private ProfileWriter() {}

  /**
   * Writes a profile as the text of a file.
   *
   * @param measured what it says
   * @param evidence what was seen, by situation, for comments
   * @return the text
   * @throws IllegalArgumentException if it is longer than a file may be
   */
  public static String text(Measured measured, Map<Situation, List<String>> evidence) {
    ProfileWriter writer = new ProfileWriter();
    writer.head(measured);
    measured
        .crossovers()
        .bySituation()
        .forEach(
            (situation, list) ->
                writer.crossovers(situation, list, evidence.getOrDefault(situation, List.of())));
    String text = writer.text.toString();
    if (text.getBytes(StandardCharsets.UTF_8).length > ProfileReader.MOST_BYTES) {
      throw new IllegalArgumentException(
          "the profile has more than " + ProfileReader.MOST_BYTES + " bytes; give less evidence");
    }
    return text;
  }

  private void head(Measured measured) {
    Machine machine = measured.machine();
    comment("Which strategy is the fastest, from which length in bytes on, as it was measured.");
    comment("It is used where the property dev.sendfile.profile has the path of this file.");
    entry(ProfileReader.FORMAT, ProfileReader.KNOWN_FORMAT);
    entry(ProfileReader.MADE, measured.made().toString());
    text.append('\n');
    comment("It is ignored where one of these is another one.");
    entry(ProfileReader.JAVA, machine.java());
    entry(ProfileReader.OS, machine.os());
    entry(ProfileReader.ARCH, machine.arch());
    entry(ProfileReader.PROCESSOR, machine.processor());
    entry(ProfileReader.PROCESSORS, String.valueOf(machine.processors()));
    text.append('\n');
    comment("For information.");
    entry(ProfileReader.KERNEL, machine.kernel());
  }

  private void crossovers(Situation situation, List<Crossover> list, List<String> evidence) {
    text.append('\n');
    evidence.forEach(this::comment);
    entry(
        ProfileReader.FASTEST + Key.of(situation),
        list.stream().map(Crossover::toString).collect(Collectors.joining(", ")));
  }

  private void comment(String comment) {
    comment.lines().forEach(it -> text.append("# ").append(it).append('\n'));
  }

  private void entry(String key, String value) {
    text.append(key).append(" = ").append(value.replace("\\", "\\\\")).append('\n');
  }

  /**
   * Writes a file, whole or not at all: nobody reads half of it.
   *
   * @param file the file, which is replaced if it is there
   * @param text what it shall hold
   * @throws IOException if it cannot be written
   */
  public static void write(Path file, String text) throws IOException {
    try (Replacement replacement = Replacement.begin(file, NewFile.USUAL, false)) {
      ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
      while (bytes.hasRemaining()) {
        replacement.channel().write(bytes);
      }
      replacement.takePlace();
    }
  }
}
