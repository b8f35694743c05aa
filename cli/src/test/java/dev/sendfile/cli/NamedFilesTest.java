package dev.sendfile.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sendfile.Sendfile;
import dev.sendfile.cli.file.StandardDescriptor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/**
 * Files stand for what a shell has redirected: {@code g} and {@code log} are there, {@code c} is
 * not.
 */
class NamedFilesTest {

  @TempDir Path folder;
  private final Map<StandardDescriptor, Path> descriptors = new EnumMap<>(StandardDescriptor.class);

  @BeforeEach
  void makeFiles() throws Exception {
    Files.createFile(folder.resolve("g"));
    Files.createFile(folder.resolve("log"));
    Files.createLink(folder.resolve("hard"), folder.resolve("g"));
    Files.createSymbolicLink(folder.resolve("link"), folder.resolve("g"));
    for (StandardDescriptor each : StandardDescriptor.values()) {
      descriptors.put(each, folder.resolve("log"));
    }
    descriptors.put(StandardDescriptor.INPUT, folder.resolve("other"));
  }

  private String[] words(String line) {
    return line.replace("@", folder + "/").split(" ");
  }

  private NamedFiles guessed(String line) {
    return new NamedFiles(descriptors::get, words(line));
  }

  private NamedFiles parsed(String line) {
    try (Interrupts interrupts = Interrupts.install(StopSignals.NONE)) {
      CommandLine command =
          new CommandLine(new SendfileCommand(() -> Sendfile.builder().build(), interrupts))
              .registerConverter(Path.class, new PathConverter());
      NamedFiles files = new NamedFiles(descriptors::get, words(line));
      files.are(command.parseArgs(words(line)));
      return files;
    }
  }

  private void redirect(StandardDescriptor descriptor, String name) {
    descriptors.put(descriptor, folder.resolve(name));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "copy @g @c",
        "copy @c @g --verbose",
        "copy @hard @c",
        "copy @link @c",
        "send @g 127.0.0.1:9",
        "receive 0 @g",
        "receive 0 @link --json",
        "explain @g --to=tcp",
        "bench --output=@g",
        "bench --plot @g",
        "calibrate --output=@g",
        "copy @g --help"
      })
  void areSparedWhereTheyAreNamed(String line) {
    redirect(StandardDescriptor.ERROR, "g");
    spared(parsed(line), StandardDescriptor.ERROR, "standard error is ");
    redirect(StandardDescriptor.ERROR, "log");
    redirect(StandardDescriptor.OUTPUT, "g");
    spared(parsed(line), StandardDescriptor.OUTPUT, "standard output is ");
    assertThat(parsed(line).harmedBy(StandardDescriptor.ERROR)).isEmpty();
  }

  private static void spared(NamedFiles files, StandardDescriptor printed, String words) {
    assertThat(files.harmedBy(printed)).isPresent();
    assertThatThrownBy(files::refuseWords).hasMessageContaining(words);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"@g", "copy @g --nonsense", "copy --output=@g", "--json @hard", "x @link"})
  void areWhateverWordMayBeOneWhereTheLineCannotBeUsed(String line) {
    redirect(StandardDescriptor.ERROR, "g");
    assertThat(guessed(line).harmedBy(StandardDescriptor.ERROR)).isPresent();
    assertThat(guessed(line).harmedBy(StandardDescriptor.OUTPUT)).isEmpty();
  }

  @Test
  void areStandardInputAndOutputToo() throws Exception {
    redirect(StandardDescriptor.INPUT, "g");
    redirect(StandardDescriptor.ERROR, "g");
    spared(parsed("copy - @c"), StandardDescriptor.ERROR, "standard error is ");
    parsed("copy @c @d").refuseWords();
    redirect(StandardDescriptor.INPUT, "other");
    redirect(StandardDescriptor.OUTPUT, "g");
    spared(parsed("receive 0 -"), StandardDescriptor.ERROR, "standard error is ");
    redirect(StandardDescriptor.ERROR, "log");
    parsed("receive 0 -").refuseWords();
    assertThat(parsed("receive 0 -").harmedBy(StandardDescriptor.OUTPUT)).isEmpty();
  }

  @Test
  void areNoLogsThatAreCalledLikeAWordOfTheLine() throws Exception {
    Path here = Path.of("copy");
    descriptors.put(StandardDescriptor.ERROR, here.toAbsolutePath());
    parsed("copy @g @c").refuseWords();
    parsed("copy @log2 @c --force=nio").refuseWords();
  }

  @Test
  void areNoDevices() throws Exception {
    descriptors.put(StandardDescriptor.ERROR, Path.of("/dev/null"));
    descriptors.put(StandardDescriptor.OUTPUT, Path.of("/dev/null"));
    parsed("copy /dev/null /dev/null").refuseWords();
    assertThat(guessed("/dev/null --x").harmedBy(StandardDescriptor.ERROR)).isEmpty();
  }
}
