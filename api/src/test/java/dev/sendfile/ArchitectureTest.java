package dev.sendfile;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Who may know whom inside this module. The providers' side of it is checked in itests. */
@Tag("once")
class ArchitectureTest {
  // The folder, not the package: on the module path the tests are patched into the same packages.
  private static final JavaClasses PRODUCTION =
      new ClassFileImporter()
          .importPath(Path.of(System.getProperty("basedir", ""), "target", "classes"));

  /** Outside of us: the JDK, and what is optional or gone at run time. */
  private static final String[] OUTSIDE = {
    "java..", "javax..", "jdk.jfr..", "org.jspecify..", "org.osgi.."
  };

  /** The library as a bundle: it publishes the facade, so it alone may know it from inside. */
  private static final String BUNDLE = "dev.sendfile.internal.osgi..";

  @Test
  void thereAreClassesToCheck() {
    assertThat(PRODUCTION).isNotEmpty();
  }

  @Test
  void spiKnowsNobody() {
    classes()
        .that()
        .resideInAPackage("dev.sendfile.spi..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(with("dev.sendfile.spi.."))
        .allowEmptyShould(true)
        .check(PRODUCTION);
  }

  @Test
  void internalsKnowTheSpiAndEachOther() {
    classes()
        .that()
        .resideInAPackage("dev.sendfile.internal..")
        .and()
        .resideOutsideOfPackage(BUNDLE)
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(with("dev.sendfile.spi..", "dev.sendfile.internal.."))
        .allowEmptyShould(true)
        .check(PRODUCTION);
  }

  /** Without a framework none of it can be loaded. */
  @Test
  void nobodyKnowsTheBundle() {
    noClasses()
        .that()
        .resideOutsideOfPackage(BUNDLE)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(BUNDLE)
        .check(PRODUCTION);
  }

  @Test
  void onlyTheBundleKnowsOsgi() {
    noClasses()
        .that()
        .resideOutsideOfPackage(BUNDLE)
        .and()
        .doNotHaveSimpleName("Bundles") // who looks whether there is OSGi at all
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.osgi..")
        .check(PRODUCTION);
  }

  @Test
  void facadeKnowsTheSpiAndTheInternals() {
    classes()
        .that()
        .resideInAPackage("dev.sendfile")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(with("dev.sendfile", "dev.sendfile.spi..", "dev.sendfile.internal.."))
        .allowEmptyShould(true)
        .check(PRODUCTION);
  }

  @Test
  void everythingLivesInOneOfTheThree() {
    classes()
        .should()
        .resideInAnyPackage("dev.sendfile", "dev.sendfile.spi..", "dev.sendfile.internal..")
        .check(PRODUCTION);
  }

  @Test
  void packagesFormNoCircle() {
    slices()
        .matching("dev.sendfile.(**)")
        .should()
        .beFreeOfCycles()
        .allowEmptyShould(true)
        .check(PRODUCTION);
  }

  private static String[] with(String... ours) {
    return Stream.concat(Stream.of(OUTSIDE), Stream.of(ours)).toArray(String[]::new);
  }
}
