package dev.sendfile.itests.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.sendfile.itests.fixture.Providers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What {@code doctor} tells of the native strategies, by what the JVM lets them do. */
@EnabledOnOs(OS.LINUX)
class DoctorIT {

  private static final String MODULE = "dev.sendfile.ffm";

  @TempDir Path folder;

  @BeforeEach
  void assumeBuilt() {
    assumeTrue(Providers.nativeBuilt(), "built without native strategies");
  }

  /** How the command is started, and whom the JVM has to let in. */
  private enum World {
    CLASS_PATH("ALL-UNNAMED") {
      @Override
      List<String> start() {
        return List.of("-cp", Launched.LIBRARIES + "/*", "dev.sendfile.cli.Main");
      }
    },
    MODULE_PATH(MODULE) {
      @Override
      List<String> start() {
        return List.of(
            "-p", Launched.LIBRARIES.toString(), "-m", "dev.sendfile.cli/dev.sendfile.cli.Main");
      }
    };

    private final String module;

    World(String module) {
      this.module = module;
    }

    abstract List<String> start();

    String nativeAccess() {
      return "--enable-native-access=" + module;
    }

    List<String> all() {
      return List.of(
          nativeAccess(),
          "--add-opens=java.base/sun.nio.ch=" + module,
          "--add-opens=java.base/java.net=" + module);
    }
  }

  private Launched doctor(World world, List<String> options) throws Exception {
    List<String> arguments = new ArrayList<>(options);
    arguments.addAll(world.start());
    arguments.addAll(List.of("doctor", "--json"));
    Launched doctor = Launched.java(folder, arguments.toArray(String[]::new));
    assertThat(doctor.exit()).as(doctor.err()).isZero();
    return doctor;
  }

  private static JsonObject json(Launched doctor) {
    return JsonParser.parseString(doctor.out()).getAsJsonObject();
  }

  private static List<JsonObject> nativeStrategies(JsonObject doctor) {
    return StreamSupport.stream(doctor.getAsJsonArray("strategies").spliterator(), false)
        .map(JsonElement::getAsJsonObject)
        .filter(it -> it.get("provider").getAsString().startsWith(MODULE + "."))
        .toList();
  }

  @Test
  @EnabledForJreRange(max = JRE.JAVA_21)
  void onAnOlderJavaTheProviderIsSkippedWithItsCause() throws Exception {
    Launched doctor = Launched.sendfile(folder, "doctor", "--json");

    assertThat(doctor.exit()).isZero();
    assertThat(doctor.err()).isEmpty();
    JsonObject json = json(doctor);
    assertThat(nativeStrategies(json)).isEmpty();
    JsonArray unused = json.getAsJsonArray("unused");
    assertThat(unused).hasSize(1);
    assertThat(unused.get(0).getAsJsonObject().get("reason").getAsString())
        .contains("sendfile-provider-native needs Java 22 or later")
        .contains("this is Java " + Runtime.version().feature());
    assertThat(json.getAsJsonObject("options").keySet()).isEmpty();
  }

  @Test
  @EnabledForJreRange(min = JRE.JAVA_22)
  void theLauncherLacksNothingAndJavaWarnsOfNothing() throws Exception {
    Launched doctor = Launched.sendfile(folder, "doctor", "--json");

    assertThat(doctor.exit()).isZero();
    assertThat(doctor.err()).isEmpty();
    assertThat(json(doctor).getAsJsonObject("options").keySet()).isEmpty();
    assertThat(nativeStrategies(json(doctor)))
        .extracting(it -> it.get("name").getAsString())
        .isEqualTo(Providers.nativeStrategies());
  }

  @ParameterizedTest
  @EnumSource
  @EnabledForJreRange(min = JRE.JAVA_22)
  void withAllOptionsTheStrategiesMoveBytesAndJavaWarnsOfNothing(World world) throws Exception {
    Launched doctor = doctor(world, world.all());

    assertThat(doctor.err()).isEmpty();
    assertThat(json(doctor).getAsJsonObject("options").keySet()).isEmpty();
    assertThat(nativeStrategies(json(doctor)))
        .hasSameSizeAs(Providers.nativeStrategies())
        .allSatisfy(it -> assertThat(it.get("available").getAsBoolean()).isTrue())
        // whether a file system shares blocks is not for us to say
        .filteredOn(it -> !it.get("name").getAsString().equals("native-reflink"))
        .allSatisfy(it -> assertThat(it.has("moved")).as(it.toString()).isTrue());
  }

  @ParameterizedTest
  @EnumSource
  @EnabledForJreRange(min = JRE.JAVA_22)
  void withoutOptionsItNamesThemForEachWorld(World world) throws Exception {
    JsonObject options = json(doctor(world, List.of())).getAsJsonObject("options");

    assertThat(options.asMap().values().stream().map(DoctorIT::texts))
        .containsExactly(World.MODULE_PATH.all(), World.CLASS_PATH.all());
  }

  private static List<String> texts(JsonElement array) {
    return StreamSupport.stream(array.getAsJsonArray().spliterator(), false)
        .map(JsonElement::getAsString)
        .toList();
  }

  @ParameterizedTest
  @EnumSource
  @EnabledForJreRange(min = JRE.JAVA_24)
  void whereNativeCallsAreForbiddenTheyAreUnavailableAndTheRemedyIsTheOption(World world)
      throws Exception {
    Launched doctor = doctor(world, List.of("--illegal-native-access=deny"));

    assertThat(nativeStrategies(json(doctor)))
        .hasSameSizeAs(Providers.nativeStrategies())
        .allSatisfy(
            it -> {
              assertThat(it.get("available").getAsBoolean()).as(it.toString()).isFalse();
              assertThat(it.get("remedy").getAsString()).contains(world.nativeAccess());
            });
  }
}
