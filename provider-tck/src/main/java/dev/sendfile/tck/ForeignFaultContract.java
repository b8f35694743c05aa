package dev.sendfile.tck;

import dev.sendfile.tck.fixture.Resources;
import dev.sendfile.tck.fixture.foreign.Stranger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.function.ThrowingConsumer;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a foreign end throws, whatever it is and wherever, ends the transfer with an account: the
 * end may have taken a part, so nobody goes on with it, and no wrong byte passes for a success.
 */
public interface ForeignFaultContract extends Foreigns {

  /**
   * A target throws in the header, the content or the trailer, and in whatever else it is asked.
   *
   * @param it the strategy
   * @param folder for the file
   * @throws Exception if there can be no file
   */
  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("foreignSubjects")
  @Keeps(Promise.FAULTS_SURFACE)
  default void whatATargetThrowsEndsTheTransferWithAnAccount(
      ForeignSubject it, @TempDir Path folder) throws Exception {
    Path file = Files.write(folder.resolve("file"), ForeignCase.CONTENT);
    each(
        ForeignScenario.OF_TARGETS,
        scenario -> {
          Stranger stranger = Stranger.taking(scenario.fault());
          ForeignOutcome outcome =
              ForeignOutcome.of(
                  it.sendfile(scenario.swallowed()), () -> scenario.send(file, stranger), scenario);
          outcome.check(ForeignCase.ALL, stranger.taken(), stranger, scenario);
        });
  }

  /**
   * A source throws at its first, a middle or its last byte, or when it is asked something.
   *
   * @param it the strategy
   * @param folder for the file
   */
  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("foreignSubjects")
  @Keeps(Promise.FAULTS_SURFACE)
  default void whatASourceThrowsEndsTheTransferWithAnAccount(
      ForeignSubject it, @TempDir Path folder) {
    Path file = folder.resolve("received");
    each(
        ForeignScenario.OF_SOURCES,
        scenario -> {
          Stranger stranger = Stranger.giving(ForeignCase.CONTENT, scenario.fault());
          Stranger innocent = Stranger.taking(null);
          Files.deleteIfExists(file);
          ForeignOutcome outcome =
              ForeignOutcome.of(
                  it.sendfile(scenario.swallowed()),
                  () -> scenario.receive(stranger, file, innocent),
                  scenario);
          byte[] received = Files.exists(file) ? Files.readAllBytes(file) : innocent.taken();
          outcome.check(scenario.expected(), received, stranger, scenario);
        });
  }

  /** Tries all, names each that fails, and looks for what is left of them. */
  private static void each(
      List<ForeignScenario> scenarios, ThrowingConsumer<ForeignScenario> check) {
    List<Throwable> failures = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    Resources before = null;
    for (ForeignScenario scenario : scenarios) {
      try {
        check.accept(scenario);
      } catch (Throwable e) { // whatever it is: it belongs to the scenario
        text.append("\n").append(scenario).append(": ").append(e);
        failures.add(e);
      }
      before = before == null ? Resources.now() : before; // what the first one loads stays
    }
    if (!failures.isEmpty()) {
      throw new AssertionError(failures.size() + " of " + scenarios.size() + text, failures.get(0));
    }
    if (before != null) {
      before.awaitReturn();
    }
  }
}
