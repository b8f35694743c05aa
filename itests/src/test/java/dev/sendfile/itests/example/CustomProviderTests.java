package dev.sendfile.itests.example;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sendfile.Sendfile;
import dev.sendfile.TransferRequest;
import dev.sendfile.TransferResult;
import dev.sendfile.itests.fixture.Providers;
import dev.sendfile.itests.fixture.ScriptedStrategy;
import dev.sendfile.spi.Refusal;
import dev.sendfile.spi.Step;
import dev.sendfile.spi.TransferStrategy;
import dev.sendfile.tck.fixture.Content;
import dev.sendfile.tck.fixture.Line;
import dev.sendfile.tck.fixture.Receiver;
import dev.sendfile.tck.fixture.TargetKind;
import dev.sendfile.tck.fixture.ThreadKind;
import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The provider of the examples, in each world where a jar can be dropped in. Run by {@link
 * ExamplesIT}.
 */
abstract class CustomProviderTests {

  @RegisterExtension static final Examples EXAMPLES = new Examples();

  private static final String RATE = "org.example.paced.bytesPerSecond";
  private static final int SIZE = 600_000;
  private static final int BYTES_PER_SECOND = 1_000_000;

  /** No transfer at that rate is over sooner. */
  private static final Duration AT_LEAST = Duration.ofMillis(600);

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void makeFile() throws Exception {
    file = Content.file(folder, SIZE);
  }

  /** The application of the examples with the jar dropped in. */
  private enum World {
    CLASS_PATH,
    MODULE_PATH,
    FELIX,
    EQUINOX;

    Sender sender(Path folder) throws IOException {
      String modules = System.getProperty("sendfile.modules.dir");
      String added = EXAMPLES.application() + File.pathSeparator + EXAMPLES.provider();
      return switch (this) {
        case CLASS_PATH -> Sender.onClassPath(modules + "/*" + File.pathSeparator + added);
        case MODULE_PATH -> Sender.onModulePath(modules + File.pathSeparator + added);
        case FELIX -> framework("org.apache.felix.framework.jar", folder);
        case EQUINOX -> framework("org.eclipse.osgi.jar", folder);
      };
    }

    private static Sender framework(String jar, Path folder) throws IOException {
      return InFramework.start(jar, folder, EXAMPLES.provider(), EXAMPLES.application());
    }
  }

  @ParameterizedTest
  @EnumSource
  void itIsListedAndTakesNothingOver(World world) throws Exception {
    Sender.Sent sent = world.sender(folder).send(file, List.of());

    assertThat(sent.output())
        .contains(Providers.leading(SIZE) + ": CHOSEN")
        .contains("paced: FALLBACK")
        .contains(SIZE + " bytes file -> tcp by " + Providers.leading(SIZE))
        .doesNotContain("SHADOWED");
    assertThat(sent.bytes()).isEqualTo(Content.bytes(SIZE));
  }

  @ParameterizedTest
  @EnumSource
  void forcedItSendsAtTheRate(World world) throws Exception {
    Sender.Sent sent =
        world
            .sender(folder)
            .send(
                file, List.of("-D" + RATE + "=" + BYTES_PER_SECOND, "-Ddev.sendfile.force=paced"));

    assertThat(sent.output())
        .contains("paced: CHOSEN")
        .contains(SIZE + " bytes file -> tcp by paced (pacing)");
    assertThat(sent.bytes()).isEqualTo(Content.bytes(SIZE));
    assertThat(sent.took()).isGreaterThan(AT_LEAST);
  }

  @ParameterizedTest
  @EnumSource
  void aRateThatIsNoneIsNamedWithItsRemedy(World world) throws Exception {
    Sender.Sent sent = world.sender(folder).send(file, List.of("-D" + RATE + "=fast"));

    assertThat(sent.output())
        .contains("paced: UNAVAILABLE, " + RATE + "=fast is no number of bytes per second; set it");
  }

  @Test
  void asABundleItNeedsTheSpiAlone() throws IOException {
    try (JarFile jar = new JarFile(EXAMPLES.provider().toFile())) {
      Attributes headers = jar.getManifest().getMainAttributes();

      assertThat(headers.getValue("Import-Package").split(",(?=[a-z])"))
          .containsExactlyInAnyOrder(
              "dev.sendfile.spi;version=\"[0.1,1)\"", "org.osgi.framework;version=\"[1.8,2)\"");
      assertThat(headers.getValue("Export-Package")).isNull();
      assertThat(headers.getValue("Require-Capability"))
          .isEqualTo("osgi.ee;filter:=\"(&(osgi.ee=JavaSE)(version=17))\"");
      assertThat(headers.getValue("Provide-Capability"))
          .contains("dev.sendfile.strategy;name=paced", TransferStrategy.class.getName())
          .doesNotContain("osgi.serviceloader");
      assertThat(headers.getValue("Bundle-License")).isEqualTo("Apache-2.0");
    }
  }

  // ---- beside other strategies, in this JVM

  static List<ThreadKind> threads() {
    return ThreadKind.available();
  }

  @ParameterizedTest
  @MethodSource("threads")
  void itWrapsWhatWouldHaveRunWithoutIt(ThreadKind thread) throws Exception {
    ScriptedStrategy first = ScriptedStrategy.honest("first");
    ScriptedStrategy second = ScriptedStrategy.honest("second");
    int small = 40_000;
    Path page = Content.file(folder, small);
    try (URLClassLoader jar = new URLClassLoader(new URL[] {EXAMPLES.provider().toUri().toURL()});
        Line line = TargetKind.TCP_BLOCKING.open();
        Receiver receiver = Receiver.eager(line)) {
      Sendfile sendfile =
          Sendfile.builder()
              .strategies(paced(jar, 50_000), second, first)
              .weight("paced", 2)
              .weight("first", 1)
              .build();
      long began = System.nanoTime();
      TransferResult result =
          thread.call(() -> sendfile.transfer(line.to(TransferRequest.from(page))));
      Duration took = Duration.ofNanos(System.nanoTime() - began);

      assertThat(result.strategy()).isEqualTo("paced");
      assertThat(first.opened()).isEqualTo(1);
      assertThat(second.opened()).isZero();
      // four fifths of a second, less the first and the last page of 4 KiB on a virtual thread
      assertThat(took).isGreaterThan(Duration.ofMillis(636));
      line.finish();
      assertThat(receiver.awaitEnd()).isEqualTo(Content.bytes(small));
    }
  }

  @Test
  void whatMovedBeforeItTookOverIsNotPaidFor() throws Exception {
    int large = 20 << 20;
    ScriptedStrategy before =
        ScriptedStrategy.of(
            "before",
            (step, number) ->
                step.batch().position() < large - 100_000
                    ? step.move(1 << 16)
                    : Step.notHandled(Refusal.ofEnds("enough")));
    try (URLClassLoader jar = new URLClassLoader(new URL[] {EXAMPLES.provider().toUri().toURL()});
        Line line = TargetKind.TCP_BLOCKING.open();
        Receiver receiver = Receiver.eager(line)) {
      Sendfile sendfile =
          Sendfile.builder()
              .strategies(before, paced(jar, 1_000_000), ScriptedStrategy.honest("last"))
              .weight("before", 2)
              .weight("paced", 1)
              .build();
      Path whole = Content.file(folder, large);
      // a tenth of a second for the rest; for all of it, twenty
      TransferResult result =
          ThreadKind.PLATFORM
              .start(() -> sendfile.transfer(line.to(TransferRequest.from(whole))))
              .await();

      assertThat(result.strategy()).isEqualTo("paced");
      line.finish();
      assertThat(receiver.awaitEnd()).isEqualTo(Content.bytes(large));
    }
  }

  private static TransferStrategy paced(ClassLoader jar, int bytesPerSecond) {
    System.setProperty(RATE, String.valueOf(bytesPerSecond));
    try {
      return Providers.loaded(jar).stream()
          .filter(it -> it.name().equals("paced"))
          .findFirst()
          .orElseThrow();
    } finally {
      System.clearProperty(RATE);
    }
  }
}
