package dev.sendfile.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import dev.sendfile.NoStrategyException;
import dev.sendfile.Sendfile;
import dev.sendfile.TransferException;
import dev.sendfile.TransferRequest;
import dev.sendfile.spi.Offer;
import dev.sendfile.spi.Plan;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;

/** A strategy is blamed for what it did, and for nothing that the test itself met. */
class BlameTest {

  @Test
  void whatATestMeetsItselfBreaksNoPromise() {
    assertThat(failure("meetsSomething"))
        .isNotInstanceOf(PromiseBroken.class)
        .hasMessageContainingAll("the case: ", "Broken pipe");
  }

  @Test
  void whatATestFindsBreaksThePromiseThatItIsAbout() {
    assertThat(failure("findsSomething"))
        .isInstanceOf(PromiseBroken.class)
        .hasMessageContainingAll(Promise.EXACT_COUNT.sentence(), "the case: ", "one too few");
  }

  @Test
  void whoDoesNotServeAClaimedRouteInACaseIsToldSo() {
    assertThat(failure("isRefused"))
        .isInstanceOf(PromiseBroken.class)
        .hasMessageContainingAll(Promise.FORCED_IS_FORCED.sentence(), "not today")
        .hasMessageNotContaining(Promise.EXACT_COUNT.sentence());
  }

  private static Throwable failure(String test) {
    return EngineTestKit.engine("junit-jupiter")
        .selectors(selectMethod(Tests.class, test))
        .execute()
        .testEvents()
        .failed()
        .stream()
        .map(it -> it.getRequiredPayload(TestExecutionResult.class).getThrowable().orElseThrow())
        .findFirst()
        .orElseThrow();
  }

  /** Run by the test, not by the build. */
  @ExtendWith(PromiseExtension.class)
  static final class Tests {

    private static final AtOnce<Witnessed> CASES = new AtOnce<>(List.of(new Case()));

    @Test
    @Keeps(Promise.EXACT_COUNT)
    void meetsSomething() {
      CASES.each(
          it -> {
            throw new IOException("Broken pipe");
          });
    }

    @Test
    @Keeps(Promise.EXACT_COUNT)
    void findsSomething() {
      CASES.each(it -> assertThat(0).as("one too few").isOne());
    }

    @Test
    @Keeps(Promise.EXACT_COUNT)
    void isRefused() {
      CASES.each(it -> transfer());
    }

    private static void transfer() throws TransferException, NoStrategyException {
      Sendfile.builder()
          .strategies(
              new HonestStrategy("idle") {
                @Override
                public Offer assess(Plan plan) {
                  return Offer.declined("not today");
                }
              })
          .build()
          .transfer(
              TransferRequest.from(new ByteArrayInputStream(new byte[1]))
                  .to(new ByteArrayOutputStream()));
    }
  }

  private record Case() implements Witnessed {

    @Override
    public Witness witness() {
      throw new AssertionError("there is none");
    }

    @Override
    public String toString() {
      return "the case";
    }
  }
}
