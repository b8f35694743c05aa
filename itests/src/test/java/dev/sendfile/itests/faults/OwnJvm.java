package dev.sendfile.itests.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sendfile.itests.fixture.ChildJvm;
import java.nio.file.Path;
import org.opentest4j.TestAbortedException;

/** For what the JDK remembers for as long as it runs: other tests must not come after it. */
final class OwnJvm {

  private static final int SKIPPED = 77;

  private OwnJvm() {}

  /** Tries a cell in a JVM of its own. */
  static void check(Cell cell, Path folder) {
    ChildJvm.Outcome outcome =
        new ChildJvm()
            .withClassPath()
            .with("-Dsendfile.project.dir=" + System.getProperty("sendfile.project.dir"))
            .with("-Dsendfile.modules.dir=" + System.getProperty("sendfile.modules.dir"))
            .run(OwnJvm.class, cell.toString(), folder.toString());
    assumeTrue(outcome.exit() != SKIPPED, outcome::output);
    assertThat(outcome.exit()).as(outcome.output()).isZero();
  }

  /** Tries one. */
  public static void main(String[] args) throws Exception {
    FaultMatrixIT.folder = Path.of(args[1]);
    Cell cell =
        FaultMatrixIT.cells().filter(it -> it.toString().equals(args[0])).findFirst().orElseThrow();
    try {
      new FaultMatrixIT().anErrorDoesNotKeepAnyByteFromArriving(cell.inThisJvm());
    } catch (TestAbortedException e) {
      System.out.println(e.getMessage());
      System.exit(SKIPPED);
    }
  }
}
