package dev.sendfile.itests.example;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sendfile.itests.fixture.Compiled;
import dev.sendfile.itests.fixture.Providers;
import dev.sendfile.tck.fixture.Content;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * The application of the examples: linked into an image, and as modules without one. Run by {@link
 * ExamplesIT}.
 */
abstract class ImageTests {

  @RegisterExtension static final Examples EXAMPLES = new Examples();

  private static final Path MODULES = Path.of(System.getProperty("sendfile.modules.dir"));
  private static final int SIZE = 5_000_000;
  private static final long MIB = 1 << 20;

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void makeFile() throws Exception {
    file = Content.file(folder, SIZE);
  }

  // ---- linked

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "its launcher is a shell script")
  void theImageFindsAllStrategiesAndSends() throws Exception {
    Sender.Sent sent = Sender.ofImage(EXAMPLES.image()).send(file, List.of());

    assertThat(sent.output())
        .contains("nio: ", "mmap: ", "rwloop: FALLBACK", Providers.leading(SIZE) + ": CHOSEN")
        .contains(SIZE + " bytes file -> tcp by " + Providers.leading(SIZE) + " (");
    assertThat(sent.bytes()).isEqualTo(Content.bytes(SIZE));
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "its launcher is a shell script")
  void aLayerOfPlugInsJoinsTheImage() throws Exception {
    Path plugins = Files.createDirectory(folder.resolve("plugins"));
    Files.copy(EXAMPLES.provider(), plugins.resolve("paced.jar"));

    Sender.Sent sent =
        Sender.ofImage(EXAMPLES.image())
            .send(
                file,
                List.of(
                    "-Dorg.example.paced.bytesPerSecond=100000000", "-Ddev.sendfile.force=paced"),
                plugins.toString());

    assertThat(sent.output())
        .contains("paced: CHOSEN", "nio: NOT_WANTED")
        .contains(SIZE + " bytes file -> tcp by paced (pacing)");
    assertThat(sent.bytes()).isEqualTo(Content.bytes(SIZE));
  }

  @Test
  void theImageIsAsSmallAsTheReadmeSays() throws IOException {
    long size;
    try (Stream<Path> files = Files.walk(EXAMPLES.image())) {
      size = files.filter(Files::isRegularFile).mapToLong(ImageTests::size).sum();
    }
    assertThat(size).isBetween(30 * MIB, 75 * MIB);
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  // ---- not linked

  private Sender with(Path... more) {
    StringBuilder path = new StringBuilder(EXAMPLES.application().toString());
    Stream.of(more).forEach(it -> path.append(File.pathSeparator).append(it));
    return Sender.onModulePath(path.toString());
  }

  @Test
  void aProviderThatWasTakenOutIsNotMissed() throws Exception {
    Path left = Files.createDirectory(folder.resolve("left"));
    for (String jar : List.of("api", "provider-mmap", "provider-rwloop")) {
      String name = "sendfile-" + jar + ".jar";
      Files.copy(MODULES.resolve(name), left.resolve(name));
    }

    Sender.Sent sent = with(left).send(file, List.of());

    assertThat(sent.output())
        .contains("mmap: CHOSEN", "rwloop: FALLBACK", SIZE + " bytes file -> tcp by mmap")
        .doesNotContain("nio");
    assertThat(sent.bytes()).isEqualTo(Content.bytes(SIZE));
  }

  @Test
  void aProviderThatNeedsANewerJavaIsSkippedWithItsCause() throws Exception {
    Path module = Files.createDirectory(folder.resolve("newer"));
    Compiled.compile(
        module,
        Map.of(
            "Provider.java",
            Compiled.strategySource("newer", "Provider", "newer"),
            "module-info.java",
            "module newer { requires dev.sendfile;"
                + " provides dev.sendfile.spi.TransferStrategy with newer.Provider; }"),
        "-p",
        MODULES.toString());
    Compiled.makeNewer(module.resolve("newer/Provider.class"));

    Sender.Sent sent = with(MODULES, module).send(file, List.of());

    assertThat(sent.output())
        .contains(Providers.leading(SIZE) + ": CHOSEN")
        .containsPattern("NOT_LOADED, .*newer.Provider.* more recent version of the Java Runtime");
    assertThat(sent.bytes()).isEqualTo(Content.bytes(SIZE));
  }
}
