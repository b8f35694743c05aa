package dev.sendfile.itests.karaf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sendfile.itests.fixture.Providers;
import dev.sendfile.tck.fixture.Content;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** The features in the real Karaf. Each test leaves it as it found it. */
@EnabledForJreRange(
    max = JRE.JAVA_23,
    disabledReason = "Karaf's scripts ask for a security manager, and this Java has none")
class KarafIT {

  /** Where {@code nio} goes first. */
  private static final int SIZE = 1 << 20;

  /** What leads to a socket that others may close. */
  private static final String LEADING = Runtime.version().feature() < 22 ? "mmap" : "nio";

  private static final Duration PATIENCE = Duration.ofMinutes(5);

  /** Kept for a look where a test has failed. */
  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  static Path folder;

  private static Path file;
  private static Karaf karaf;

  @BeforeAll
  @Timeout(value = 10, unit = TimeUnit.MINUTES)
  static void install() throws IOException {
    file = Content.file(folder, SIZE);
    karaf = Karaf.start(Files.createDirectory(folder.resolve("karaf")));
    String features = "mvn:dev.sendfile/sendfile-karaf-features/%s/xml/features";
    assertThat(
            karaf.run(
                "feature:repo-add " + features.formatted(System.getProperty("sendfile.version"))))
        .startsWith("Adding feature url ")
        .doesNotContain("Error");
    assertThat(karaf.run("feature:install sendfile-commands")).isEmpty();
    assertThat(karaf.run("bundle:install -s " + SendFunction.bundle(folder).toUri()))
        .startsWith("Bundle ID: ");
  }

  @AfterAll
  static void kill() {
    if (karaf != null) {
      karaf.close();
    }
  }

  private static String explain() throws IOException {
    return karaf.run("sendfile:explain " + file);
  }

  private static void awaitChosen(String strategy) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> assertThat(explain()).containsPattern("(?m)^" + strategy + " .* chosen "));
  }

  /** Sends the file from inside Karaf to here; returns what was printed there. */
  private static String send() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      server.setSoTimeout((int) PATIENCE.toMillis());
      CompletableFuture<byte[]> received =
          CompletableFuture.supplyAsync(
              () -> {
                try (Socket socket = server.accept()) {
                  return socket.getInputStream().readAllBytes();
                } catch (IOException e) {
                  throw new AssertionError(e);
                }
              });
      String printed = karaf.run("test:send " + file + " " + server.getLocalPort());
      assertThat(received.get(PATIENCE.toSeconds(), TimeUnit.SECONDS))
          .as(printed)
          .isEqualTo(Content.bytes(SIZE));
      return printed;
    }
  }

  private static void set(String key, String value) throws IOException {
    assertThat(karaf.run("config:property-set -p dev.sendfile " + key + " " + value)).isEmpty();
  }

  private static void delete(String key) throws IOException {
    assertThat(karaf.run("config:property-delete -p dev.sendfile " + key)).isEmpty();
  }

  @Test
  void theCommandsTellWhatThereIsAndWhatWouldRun() throws IOException {
    assertThat(karaf.run("sendfile:strategies"))
        .containsPattern("(?m)^nio +\\S sendfile +\\S +0 \\S dev\\.sendfile\\.nio\\..* available$")
        .containsPattern("(?m)^mmap +\\S mmapped .* available$")
        .containsPattern("(?m)^rwloop +\\S read-write .* available$");
    assertThat(explain())
        .startsWith("file -> tcp, " + SIZE + " bytes\n")
        .containsPattern("(?m)^" + LEADING + " +\\S \\w+ +\\S chosen +\\S ranks first")
        .containsPattern("(?m)^rwloop +\\S read-write +\\S fallback ");
    assertThat(karaf.run("sendfile:explain --to=stream --offset 10 --length 7 " + file))
        .startsWith("file -> stream, 7 bytes\n");
    assertThat(karaf.run("sendfile:explain --from tcp --to file"))
        .startsWith("tcp -> file, length not known\n");
  }

  @Test
  void aCommandThatCannotBeServedSaysWhyInALine() throws IOException {
    assertThat(karaf.run("sendfile:explain --to moon " + file))
        .isEqualTo(
            "Error executing command: 'moon' is not a kind of end; there are tcp, pipe, channel,"
                + " stream, file");
    assertThat(karaf.run("sendfile:explain"))
        .isEqualTo(
            "Error executing command: give either FILE, or with --from KIND what it would come"
                + " from");
    assertThat(karaf.run("sendfile:explain missing.bin"))
        .startsWith("Error executing command: ")
        .contains("missing.bin does not exist")
        .hasLineCount(1);
  }

  @Test
  void aBundleSendsByTheService() throws Exception {
    assertThat(send()).isEqualTo(LEADING + " sent " + SIZE + " bytes");
  }

  @Test
  void aPropertyDecidesOnTheNextTransfer() throws Exception {
    set("force", "rwloop");
    try {
      awaitChosen("rwloop");
      assertThat(explain()).contains("forced by 'rwloop'");
      assertThat(send()).isEqualTo("rwloop sent " + SIZE + " bytes");
    } finally {
      delete("force");
    }
    awaitChosen(LEADING);
    assertThat(send()).isEqualTo(LEADING + " sent " + SIZE + " bytes");
  }

  @Test
  void aBadValueIsRefusedAndTheLastGoodOneStays() throws Exception {
    set("force", "rwloop");
    awaitChosen("rwloop");
    set("bufferSize", "lots");
    try {
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> assertThat(karaf.log()).containsPattern("(?m)^.*bufferSize\\W+lots.*$"));
      assertThat(send()).isEqualTo("rwloop sent " + SIZE + " bytes");
    } finally {
      delete("bufferSize");
      delete("force");
    }
    awaitChosen(LEADING);
  }

  @Test
  @EnabledForJreRange(max = JRE.JAVA_21)
  void theFeatureOfTheNativeStrategiesIsRefusedOnAnOlderJava() throws Exception {
    assumeTrue(Providers.nativeBuilt(), "built without native strategies");
    assertThat(karaf.run("feature:install sendfile-native"))
        .contains("dev.sendfile.provider.native", "osgi.ee", "22");
    assertThat(karaf.run("bundle:list")).doesNotContain("native");
    assertThat(send()).isEqualTo(LEADING + " sent " + SIZE + " bytes");
  }

  @Test
  void transfersDoWithoutAProviderThatIsStopped() throws Exception {
    karaf.run("bundle:stop dev.sendfile.provider.nio");
    try {
      assertThat(karaf.run("sendfile:strategies")).doesNotContain("nio");
      assertThat(send()).doesNotStartWith("nio").endsWith(" sent " + SIZE + " bytes");
    } finally {
      karaf.run("bundle:start dev.sendfile.provider.nio");
    }
    assertThat(send()).isEqualTo(LEADING + " sent " + SIZE + " bytes");
  }

  @Test
  void theFeaturesBringAConfigurationFileAndLeaveOneThatIsThere() throws Exception {
    Path configuration = karaf.etc("dev.sendfile.cfg");
    try {
      assertThat(karaf.run("feature:uninstall sendfile-commands")).isEmpty();
      assertThat(karaf.run("bundle:list")).doesNotContain("sendfile");
      assertThat(explain()).startsWith("Command not found: sendfile:explain");

      Files.deleteIfExists(configuration);
      karaf.run("feature:install sendfile");
      assertThat(configuration).content().contains("#force = nothing");

      karaf.run("feature:uninstall sendfile");
      Files.writeString(configuration, "# by the operator");
      karaf.run("feature:install sendfile");
      assertThat(configuration).hasContent("# by the operator");
    } finally {
      karaf.run("feature:install sendfile-commands");
      karaf.run("bundle:start test.send");
    }
    assertThat(send()).isEqualTo(LEADING + " sent " + SIZE + " bytes");
  }
}
