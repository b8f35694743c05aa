package dev.sendfile.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The bill of materials lists what is delivered, no more and no less. */
@Tag("once")
class SbomIT {

  private static JsonObject bom;

  /** The names of components, and of what each of them needs at run time. */
  private static final Map<String, Set<String>> NEEDS = new HashMap<>();

  @BeforeAll
  static void read() throws IOException {
    assumeFalse(
        System.getProperty("sendfile.maven").equals("offline=true"),
        "mvn -o leaves out the goal that makes the bill of materials");
    bom =
        JsonParser.parseString(Files.readString(Delivered.PROJECT.resolve("target/bom.json")))
            .getAsJsonObject();
    for (JsonElement it : bom.getAsJsonArray("dependencies")) {
      JsonObject dependency = it.getAsJsonObject();
      Set<String> needs = new TreeSet<>();
      dependency.getAsJsonArray("dependsOn").forEach(on -> needs.add(name(on.getAsString())));
      NEEDS.put(name(dependency.get("ref").getAsString()), needs);
    }
  }

  /**
   * The artifact of a package URL such as {@code pkg:maven/info.picocli/picocli@4.7.7?type=jar}.
   */
  private static String name(String reference) {
    return reference.replaceFirst("^pkg:maven/[^/]+/", "").replaceFirst("@.*$", "");
  }

  private static Set<String> components() {
    Set<String> names = new TreeSet<>();
    bom.getAsJsonArray("components")
        .forEach(it -> names.add(it.getAsJsonObject().get("name").getAsString()));
    return names;
  }

  private static Set<String> reachable(String component) {
    Set<String> reached = new TreeSet<>();
    List<String> left = new ArrayList<>(NEEDS.get(component));
    while (!left.isEmpty()) {
      String next = left.remove(left.size() - 1);
      if (reached.add(next)) {
        left.addAll(NEEDS.get(next));
      }
    }
    return reached;
  }

  @Test
  void theApiNeedsNothingAndAProviderTheApiAlone() {
    assertThat(NEEDS.get("sendfile-api")).isEmpty();
    assertThat(Delivered.providers())
        .isNotEmpty()
        .allSatisfy(it -> assertThat(NEEDS.get(it)).as(it).containsExactly("sendfile-api"));
  }

  @Test
  void theCommandNeedsWhatLiesInItsFolder() throws IOException {
    Set<String> folder;
    try (Stream<Path> jars = Files.list(Path.of(System.getProperty("sendfile.cli.dir")))) {
      folder =
          jars.map(it -> it.getFileName().toString().replaceFirst("\\.jar$", ""))
              .filter(it -> !it.equals("sendfile-cli"))
              .collect(Collectors.toCollection(TreeSet::new));
    }
    assertThat(reachable("sendfile-cli"))
        .as("against the jars in the folder; mvn clean removes one that was needed once")
        .contains("picocli")
        .isEqualTo(folder);
  }

  @Test
  void theFeaturesForKarafInstallTheLibraryAndTheCommands() {
    Set<String> bundles = new TreeSet<>(Delivered.libraries());
    bundles.add(Delivered.KARAF_COMMANDS);
    assertThat(reachable("sendfile-karaf-features")).isEqualTo(bundles);
    assertThat(NEEDS.get(Delivered.KARAF_COMMANDS)).containsExactly("sendfile-api");
  }

  @Test
  void theKitForProvidersAloneNeedsJunit() {
    assertThat(NEEDS.get(Delivered.KIT)).contains("sendfile-api", "junit-jupiter-api");
    assertThat(components())
        .filteredOn(it -> it.startsWith("sendfile-") && !it.equals(Delivered.KIT))
        .allSatisfy(it -> assertThat(reachable(it)).as(it).doesNotContain("junit-jupiter-api"));
  }

  @Test
  void nothingElseIsListedNoTestsAmongThem() {
    Set<String> expected = reachable("sendfile-cli");
    expected.addAll(reachable(Delivered.KIT));
    expected.add(Delivered.KIT);
    expected.add("sendfile-cli");
    expected.addAll(Delivered.libraries());
    expected.addAll(Set.of(Delivered.KARAF_COMMANDS, "sendfile-karaf-features"));
    assertThat(components()).isEqualTo(expected);
  }

  @Test
  void nothingInItDiffersFromBuildToBuild() {
    assertThat(bom.keySet()).doesNotContain("serialNumber");
    assertThat(bom.getAsJsonObject("metadata").keySet()).doesNotContain("timestamp");
  }
}
