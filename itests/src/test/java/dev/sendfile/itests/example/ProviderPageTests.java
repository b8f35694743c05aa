package dev.sendfile.itests.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Holds that the page "Write a provider" shows the code of the example, and commands that work. Run
 * by {@link ExamplesIT}.
 */
abstract class ProviderPageTests {

  @RegisterExtension static final Examples EXAMPLES = new Examples();

  private static final Path PROJECT = Path.of(System.getProperty("sendfile.project.dir"));

  /** The code blocks of the page, in order, but for those of one language. */
  private static List<String> blocks(Pattern languages) throws IOException {
    return Pattern.compile("```(\\w+)\n(.*?)```", Pattern.DOTALL)
        .matcher(Files.readString(PROJECT.resolve("docs/write-a-provider.md")))
        .results()
        .filter(it -> languages.matcher(it.group(1)).matches())
        .map(it -> it.group(2))
        .toList();
  }

  @Test
  void allCodeIsThatOfTheExample() throws IOException {
    String sources;
    Path example = PROJECT.resolve("examples/custom-provider");
    try (Stream<Path> files =
        Stream.concat(Files.walk(example.resolve("src")), Files.walk(example, 1))) {
      sources =
          files.filter(Files::isRegularFile).map(this::read).collect(Collectors.joining("\n"));
    }
    List<String> code = blocks(Pattern.compile("(?!sh).*"));

    assertThat(code).hasSizeGreaterThan(12);
    assertThat(code).allSatisfy(it -> assertThat(sources).contains(it));
  }

  private String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Those that build it are run by {@link Examples}. */
  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void itsCommandsShowTheProvider() throws IOException {
    String commands =
        blocks(Pattern.compile("sh")).stream()
            .filter(it -> it.contains("bin/sendfile"))
            .collect(Collectors.joining());
    Path folder = EXAMPLES.folder();
    Files.createSymbolicLink(folder.resolve("bin"), PROJECT.resolve("bin").toRealPath());
    Files.write(folder.resolve("big.iso"), new byte[500_000]);

    Program shell =
        Program.run(
            folder,
            Map.of("SENDFILE_JAVA", Sender.JAVA),
            Duration.ofMinutes(3),
            List.of("sh", "-e", "-c", commands));

    assertThat(shell.exit()).as(shell.output()).isZero();
    assertThat(shell.output())
        .containsPattern("paced +pacing +0 +available")
        .containsPattern("paced +pacing +fallback")
        .contains("500000 bytes in", "by paced (pacing)");
    assertThat(folder.resolve("copy.iso")).hasSameBinaryContentAs(folder.resolve("big.iso"));
  }
}
