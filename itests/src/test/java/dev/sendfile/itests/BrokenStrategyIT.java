package dev.sendfile.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.sendfile.Explanation;
import dev.sendfile.NoStrategyException;
import dev.sendfile.Sendfile;
import dev.sendfile.TransferRequest;
import dev.sendfile.TransferResult;
import dev.sendfile.TransferResult.PassedOver;
import dev.sendfile.itests.fixture.CapturedLog;
import dev.sendfile.itests.fixture.ScriptedStrategy;
import dev.sendfile.spi.Availability;
import dev.sendfile.spi.Batch;
import dev.sendfile.spi.Context;
import dev.sendfile.spi.Offer;
import dev.sendfile.spi.Plan;
import dev.sendfile.spi.Session;
import dev.sendfile.spi.Step;
import dev.sendfile.spi.TransferStrategy;
import dev.sendfile.tck.fixture.Content;
import dev.sendfile.tck.fixture.Line;
import dev.sendfile.tck.fixture.Receiver;
import dev.sendfile.tck.fixture.TargetKind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A strategy that breaks its contract is passed over; the caller's file arrives all the same. */
class BrokenStrategyIT {

  private static final int SIZE = 100_000;

  @TempDir static Path folder;
  private static Path file;
  private static CapturedLog log;

  @BeforeAll
  static void makeFile() throws Exception {
    file = Content.file(folder, SIZE);
    log = CapturedLog.begin();
  }

  @AfterAll
  static void endLog() {
    log.close();
  }

  /** Where a strategy breaks, and whether that is seen before the transfer begins. */
  enum Break {
    AVAILABILITY_THROWS(false),
    AVAILABILITY_LINKAGE_ERROR(false),
    ASSESS_THROWS(false),
    ASSESS_LINKAGE_ERROR(false),
    ASSESS_NULL(false),
    OPEN_THROWS(true),
    OPEN_IO_EXCEPTION(true),
    OPEN_LINKAGE_ERROR(true),
    OPEN_NULL(true),
    STEP_THROWS(true),
    STEP_LINKAGE_ERROR(true),
    STEP_NULL(true);

    private final boolean passedOver;

    Break(boolean passedOver) {
      this.passedOver = passedOver;
    }

    private boolean is(String where) {
      return name().startsWith(where);
    }

    /** Throws what its name says, or returns. */
    private void happen() throws IOException {
      if (name().endsWith("_IO_EXCEPTION")) {
        throw new IOException("broken by the test");
      }
      if (name().endsWith("_LINKAGE_ERROR")) {
        throw new NoClassDefFoundError("broken by the test");
      }
      if (name().endsWith("_THROWS")) {
        throw new IllegalStateException("broken by the test");
      }
    }

    private void happenUnchecked() {
      try {
        happen();
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }
  }

  private record Broken(Break at) implements TransferStrategy {

    @Override
    public String name() {
      return "broken";
    }

    @Override
    public String technique() {
      return "breaking";
    }

    @Override
    public Availability availability() {
      if (at.is("AVAILABILITY")) {
        at.happenUnchecked();
      }
      return Availability.available();
    }

    @Override
    public Offer assess(Plan plan) {
      if (at.is("ASSESS")) {
        at.happenUnchecked();
        return null;
      }
      return Offer.accepted(Set.of());
    }

    @Override
    public Session open(Plan plan, Context context) throws IOException {
      if (at.is("OPEN")) {
        at.happen();
        return null;
      }
      return new Session() {
        @Override
        public Step step(Batch batch) throws IOException {
          at.happen();
          return null;
        }
      };
    }
  }

  @ParameterizedTest
  @EnumSource(Break.class)
  void theNextStrategyServes(Break at) throws Exception {
    Sendfile sendfile =
        Sendfile.builder()
            .strategies(new Broken(at), ScriptedStrategy.honest("good"))
            .weight("broken", 1)
            .build();
    try (Line line = TargetKind.TCP_BLOCKING.open();
        Receiver receiver = Receiver.eager(line)) {
      TransferRequest request = line.to(TransferRequest.from(file));
      TransferResult result = sendfile.transfer(request);
      assertThat(result.strategy()).isEqualTo("good");
      if (at.passedOver) {
        assertThat(result.passedOver()).extracting(PassedOver::strategy).containsExactly("broken");
      } else {
        assertThat(sendfile.explain(request).verdicts())
            .as("explain tells what became of it")
            .extracting(Explanation.Verdict::strategy)
            .contains("broken");
      }
      line.finish();
      assertArrayEquals(Content.bytes(SIZE), receiver.awaitEnd());
    }
  }

  @ParameterizedTest
  @EnumSource(Break.class)
  void forcedOrAloneItFailsWithAReason(Break at) throws Exception {
    Sendfile sendfile = Sendfile.builder().strategies(new Broken(at)).build();
    try (Line line = TargetKind.TCP_BLOCKING.open();
        Receiver receiver = Receiver.eager(line)) {
      TransferRequest request = line.to(TransferRequest.from(file));
      for (Sendfile each : new Sendfile[] {sendfile, sendfile.withForce("broken")}) {
        NoStrategyException failure =
            catchThrowableOfType(NoStrategyException.class, () -> each.transfer(request));
        assertThat(failure).hasMessageContaining("broken");
        assertThat(failure.bytesTransferredAtMost()).isZero();
      }
      line.finish();
      assertThat(receiver.awaitEnd()).isEmpty();
    }
  }

  @Test
  void aSessionThatThrowsWhenItIsClosedHarmsNobody() throws Exception {
    TransferStrategy closing =
        new TransferStrategy() {
          @Override
          public String name() {
            return "closing";
          }

          @Override
          public String technique() {
            return "breaking";
          }

          @Override
          public Offer assess(Plan plan) {
            return Offer.accepted(Set.of());
          }

          @Override
          public Session open(Plan plan, Context context) {
            Session good = ScriptedStrategy.honest("inner").open(plan, context);
            return new Session() {
              @Override
              public Step step(Batch batch) throws IOException {
                return good.step(batch);
              }

              @Override
              public void close() {
                throw new IllegalStateException("broken by the test");
              }
            };
          }
        };
    Sendfile sendfile = Sendfile.builder().strategies(closing).build();
    try (Line line = TargetKind.TCP_BLOCKING.open();
        Receiver receiver = Receiver.eager(line)) {
      assertThat(sendfile.transfer(line.to(TransferRequest.from(file))).bytes()).isEqualTo(SIZE);
      receiver.awaitCount(SIZE);
    }
  }

  @Test
  void whatItThrowsIsLoggedEachTime() throws Exception {
    int before = log.warnings("strategy broken").size();
    Sendfile sendfile =
        Sendfile.builder()
            .strategies(new Broken(Break.STEP_THROWS), ScriptedStrategy.honest("good"))
            .weight("broken", 1)
            .build();
    for (int i = 0; i < 3; i++) {
      try (Line line = TargetKind.TCP_BLOCKING.open();
          Receiver receiver = Receiver.eager(line)) {
        sendfile.transfer(line.to(TransferRequest.from(file)));
        receiver.awaitCount(SIZE);
      }
    }
    assertThat(log.warnings("strategy broken")).hasSize(before + 3);
  }

  @Test
  void noStrategyAtAllIsAnErrorThatNamesTheRemedy() throws Exception {
    Sendfile none = Sendfile.builder().strategies().build();
    try (Line line = TargetKind.TCP_BLOCKING.open()) {
      assertThat(
              catchThrowableOfType(
                  NoStrategyException.class,
                  () -> none.transfer(line.to(TransferRequest.from(file)))))
          .hasMessageContaining("add at least one provider");
    }
  }

  @Test
  void anUnusableNameIsRefusedWhenTheInstanceIsBuilt() {
    for (String name :
        new String[] {"sendfile", "nothing", "UPPER", "with space", "", "read-write"}) {
      IllegalArgumentException failure =
          catchThrowableOfType(
              IllegalArgumentException.class,
              () -> Sendfile.builder().strategies(ScriptedStrategy.honest(name)).build());
      assertThat(failure).as(name).hasMessageContaining("'" + name + "'");
    }
  }
}
