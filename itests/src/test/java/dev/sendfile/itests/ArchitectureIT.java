package dev.sendfile.itests;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may know whom between the modules. */
@Tag("once")
class ArchitectureIT {
  private static final JavaClasses OURS = new ClassFileImporter().importPackages("dev.sendfile");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dev.sendfile.nio..",
        "dev.sendfile.mmap..",
        "dev.sendfile.rwloop..",
        "dev.sendfile.ffm.."
      })
  void providersKnowTheSpiAlone(String provider) {
    classes()
        .that()
        .resideInAPackage(provider)
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            provider, "dev.sendfile.spi..", "java..", "org.jspecify..", "org.osgi..")
        .allowEmptyShould(true)
        .check(OURS);
  }

  @Test
  void theCommandsForKarafKnowTheApiAndTheShellAlone() {
    classes()
        .that()
        .resideInAPackage("dev.sendfile.karaf..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "dev.sendfile",
            "dev.sendfile.spi",
            "dev.sendfile.karaf..",
            "java..",
            "org.jspecify..",
            "org.apache.karaf.shell..")
        .check(OURS);
  }

  /** It shows what the library says of itself: strategies, too, are measured as services. */
  @Test
  void theCommandKnowsTheApiAndTheBenchmarkAlone() {
    noClasses()
        .that()
        .resideInAPackage("dev.sendfile.cli..")
        .should()
        .dependOnClassesThat(
            resideInAPackage("dev.sendfile..")
                .and(resideOutsideOfPackage("dev.sendfile"))
                .and(resideOutsideOfPackage("dev.sendfile.spi"))
                .and(resideOutsideOfPackage("dev.sendfile.bench.."))
                .and(resideOutsideOfPackage("dev.sendfile.cli..")))
        .check(OURS);
  }

  @Test
  void theCommandHasNoCircle() {
    slices()
        .matching("dev.sendfile.(**)")
        .should()
        .beFreeOfCycles()
        .check(OURS.that(resideInAPackage("dev.sendfile.cli..")));
  }

  /** So that nothing in it is for our own providers alone. */
  @Test
  void theKitForProvidersKnowsTheApiAndTheLibrariesOfTestsAlone() {
    classes()
        .that()
        .resideInAPackage("dev.sendfile.tck..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "dev.sendfile",
            "dev.sendfile.spi",
            "dev.sendfile.tck..",
            "java..",
            "javax.net.ssl", // of java.base too
            "org.assertj..",
            "org.jspecify..",
            "org.junit.jupiter..",
            "org.opentest4j..")
        .check(OURS);
  }

  /** The providers are measured as they are deployed: as services. */
  @Test
  void theBenchmarkKnowsTheApiAndFewLibraries() {
    classes()
        .that()
        .resideInAPackage("dev.sendfile.bench..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "dev.sendfile",
            "dev.sendfile.spi",
            "dev.sendfile.bench..",
            "java..",
            "com.sun.management",
            "com.google.gson..",
            "org.apache.commons.statistics..",
            "org.jspecify..")
        .check(OURS);
  }

  /** Results are read where nothing is measured. */
  @Test
  void theResultsOfTheBenchmarkKnowNothingOfIt() {
    noClasses()
        .that()
        .resideInAPackage("dev.sendfile.bench.result")
        .should()
        .dependOnClassesThat(
            resideInAPackage("dev.sendfile..")
                .and(resideOutsideOfPackage("dev.sendfile.bench.result")))
        .check(OURS);
  }

  @Test
  void theBenchmarkHasNoCircle() {
    slices().matching("dev.sendfile.bench.(*)..").should().beFreeOfCycles().check(OURS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dev.sendfile.nio..",
        "dev.sendfile.mmap..",
        "dev.sendfile.rwloop..",
        "dev.sendfile.ffm.."
      })
  void nobodyKnowsAProvider(String provider) {
    noClasses()
        .that(resideOutsideOfPackage(provider))
        .should()
        .dependOnClassesThat(resideInAPackage(provider))
        .allowEmptyShould(true)
        .check(OURS);
  }
}
