package dev.sendfile.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.sendfile.NoStrategyException;
import dev.sendfile.Sendfile;
import dev.sendfile.TransferException;
import dev.sendfile.TransferRequest;
import dev.sendfile.TransferResult;
import dev.sendfile.TransferResult.PassedOver;
import dev.sendfile.itests.fixture.ScriptedStrategy;
import dev.sendfile.spi.Refusal;
import dev.sendfile.spi.Scope;
import dev.sendfile.spi.Step;
import dev.sendfile.spi.TransferStrategy;
import dev.sendfile.tck.fixture.Content;
import dev.sendfile.tck.fixture.Line;
import dev.sendfile.tck.fixture.Receiver;
import dev.sendfile.tck.fixture.TargetKind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A strategy that gives up is followed by the next, from the exact byte reached. */
class FallbackIT {

  private static final int SIZE = 300_000;
  private static final byte[] HEADER = Content.bytes(1_000);

  /** As many bytes as a strategy moves before it gives up. */
  private static final int REACHED = 54_321;

  @TempDir static Path folder;
  private static Path file;

  @BeforeAll
  static void makeFile() throws Exception {
    file = Content.file(folder, SIZE);
  }

  private static Step refusal(Scope scope) {
    return Step.notHandled(new Refusal(scope, "the test says so", null));
  }

  /** Runs the strategies in their order on some target and checks that all arrives. */
  private static TransferResult send(TargetKind target, TransferStrategy... strategies)
      throws Exception {
    var builder = Sendfile.builder().strategies(strategies);
    for (int i = 0; i < strategies.length; i++) {
      builder.weight(strategies[i].name(), strategies.length - i);
    }
    Sendfile sendfile = builder.build();
    try (Line line = target.open();
        Receiver receiver = Receiver.eager(line)) {
      TransferRequest request =
          line.to(TransferRequest.from(file))
              .header(ByteBuffer.wrap(HEADER))
              .trailer(ByteBuffer.wrap(HEADER));
      TransferResult result = sendfile.transfer(request);
      line.finish();
      assertThat(result.bytes()).isEqualTo(SIZE + 2 * HEADER.length);
      assertArrayEquals(Content.join(HEADER, Content.bytes(SIZE), HEADER), receiver.awaitEnd());
      return result;
    }
  }

  /** Sends nothing but the file and expects a failure. */
  private static TransferException fail(TransferStrategy... strategies) throws Exception {
    var builder = Sendfile.builder().strategies(strategies);
    for (int i = 0; i < strategies.length; i++) {
      builder.weight(strategies[i].name(), strategies.length - i);
    }
    Sendfile sendfile = builder.build();
    try (Line line = TargetKind.TCP_BLOCKING.open();
        Receiver receiver = Receiver.eager(line)) {
      TransferException failure =
          catchThrowableOfType(
              TransferException.class,
              () -> sendfile.transfer(line.to(TransferRequest.from(file))));
      assertThat(line.isTargetOpen()).isTrue();
      line.finish();
      assertThat(receiver.awaitEnd().length)
          .isBetween((int) failure.bytesTransferred(), (int) failure.bytesTransferredAtMost());
      return failure;
    }
  }

  @ParameterizedTest
  @EnumSource(TargetKind.class)
  void whoRefusesTheseEndsIsFollowedFromTheExactByte(TargetKind target) throws Exception {
    ScriptedStrategy first =
        ScriptedStrategy.of(
            "first",
            (step, number) ->
                step.batch().position() < REACHED
                    ? step.move(REACHED - (int) step.batch().position())
                    : refusal(Scope.ENDS));
    ScriptedStrategy second = ScriptedStrategy.honest("second");
    TransferResult result = send(target, first, second);
    assertThat(result.strategy()).isEqualTo("second");
    assertThat(result.passedOver()).containsExactly(new PassedOver("first", "the test says so"));
    assertThat(first.closed()).isEqualTo(first.opened()).isEqualTo(1);
    assertThat(second.closed()).isEqualTo(second.opened()).isEqualTo(1);
  }

  @Test
  void whoRefusesForTheProcessIsFollowedToo() throws Exception {
    ScriptedStrategy first = ScriptedStrategy.of("first", (step, number) -> refusal(Scope.PROCESS));
    TransferResult result = send(TargetKind.TCP_BLOCKING, first, ScriptedStrategy.honest("second"));
    assertThat(result.strategy()).isEqualTo("second");
    assertThat(first.steps()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(TargetKind.class)
  void whoRefusesAStepIsAskedAgainForTheNext(TargetKind target) throws Exception {
    ScriptedStrategy first =
        ScriptedStrategy.of(
            "first", (step, number) -> number % 2 == 0 ? refusal(Scope.STEP) : step.move(10_000));
    ScriptedStrategy second = ScriptedStrategy.of("second", (step, number) -> step.move(10_000));
    TransferResult result = send(target, first, second);
    assertThat(result.strategy()).isEqualTo("first");
    assertThat(result.passedOver())
        .singleElement()
        .satisfies(it -> assertThat(it.strategy()).isEqualTo("first"))
        .satisfies(it -> assertThat(it.reason()).startsWith("for a while: "));
    assertThat(first.steps()).isGreaterThanOrEqualTo(SIZE / 10_000);
    assertThat(second.steps()).isBetween(SIZE / 20_000 - 1, SIZE / 10_000);
    assertThat(second.closed()).isEqualTo(second.opened()).isEqualTo(1);
  }

  @Test
  void aStepThatNobodyTakesEndsTheTransferWithTheReasons() throws Exception {
    TransferException failure =
        fail(
            ScriptedStrategy.of("first", (step, number) -> refusal(Scope.STEP)),
            ScriptedStrategy.of("second", (step, number) -> refusal(Scope.ENDS)));
    assertThat(failure).isInstanceOf(NoStrategyException.class);
    assertThat(failure).hasMessageContainingAll("first", "second", "the test says so");
    assertThat(failure.bytesTransferredAtMost()).isZero();
  }

  @ParameterizedTest
  @EnumSource(TargetKind.class)
  void whoThrowsWithBothEndsOpenIsFollowed(TargetKind target) throws Exception {
    for (int threshold : new int[] {0, REACHED}) {
      ScriptedStrategy first =
          ScriptedStrategy.of(
              "first",
              (step, number) -> {
                if (step.batch().position() >= threshold) {
                  throw new IOException("not supported, says the test");
                }
                return step.move(threshold - (int) step.batch().position());
              });
      TransferResult result = send(target, first, ScriptedStrategy.honest("second"));
      assertThat(result.strategy()).isEqualTo("second");
      assertThat(result.passedOver()).hasSize(1);
      assertThat(result.passedOver().get(0).strategy()).isEqualTo("first");
      assertThat(result.passedOver().get(0).reason()).contains("not supported, says the test");
    }
  }

  @Test
  void ofTwoThatThrowTheFirstExceptionIsThrownWithTheSecondSuppressed() throws Exception {
    IOException one = new IOException("one");
    IOException two = new IOException("two");
    ScriptedStrategy third = ScriptedStrategy.honest("third");
    TransferException failure = fail(throwing("first", one), throwing("second", two), third);
    assertThat(failure).hasCause(one);
    assertThat(one.getSuppressed()).containsExactly(two);
    assertThat(failure.bytesTransferredAtMost()).isZero();
    assertThat(third.steps()).as("a real fault always surfaces").isZero();
  }

  @Test
  void aLaterFaultOfTheSecondGoesToTheThird() throws Exception {
    ScriptedStrategy second =
        ScriptedStrategy.of(
            "second",
            (step, number) -> {
              if (number > 3) {
                throw new IOException("two");
              }
              return step.move(10_000);
            });
    TransferResult result =
        send(
            TargetKind.TCP_BLOCKING,
            throwing("first", new IOException("one")),
            second,
            ScriptedStrategy.honest("third"));
    assertThat(result.strategy()).isEqualTo("third");
    assertThat(result.passedOver())
        .extracting(PassedOver::strategy)
        .containsExactly("first", "second");
  }

  @Test
  void theOnlyOneThatThrowsIsNotFollowed() throws Exception {
    IOException one = new IOException("one");
    assertThat(fail(throwing("first", one))).hasCause(one);
  }

  @Test
  void aForcedOneIsNotFollowedByOthers() throws Exception {
    Sendfile sendfile =
        Sendfile.builder()
            .strategies(
                ScriptedStrategy.of("first", (step, number) -> refusal(Scope.ENDS)),
                ScriptedStrategy.honest("second"))
            .force("first")
            .build();
    try (Line line = TargetKind.TCP_BLOCKING.open()) {
      assertThat(
              catchThrowableOfType(
                  NoStrategyException.class,
                  () -> sendfile.transfer(line.to(TransferRequest.from(file)))))
          .hasMessageContainingAll("first", "the test says so");
    }
  }

  /** The engine believes a count only as far as it asked for it. */
  @Test
  void whoReportsMoreThanItWasAskedForEndsTheTransfer() throws Exception {
    TransferException failure =
        fail(
            ScriptedStrategy.of("first", (step, number) -> Step.moved(step.batch().max() + 1)),
            ScriptedStrategy.honest("second"));
    assertThat(failure).hasMessageContainingAll("first", "provider");
    assertThat(failure.bytesTransferred()).isZero();
  }

  @Test
  void aStrategyOfOnesOwnServesWithItsHeaderAndTrailer() throws Exception {
    for (TargetKind target : TargetKind.values()) {
      TransferResult result = send(target, ScriptedStrategy.honest("mine"));
      assertThat(result.strategy()).isEqualTo("mine");
      assertThat(result.technique()).isEqualTo("scripted");
    }
  }

  private static ScriptedStrategy throwing(String name, IOException failure) {
    return ScriptedStrategy.of(
        name,
        (step, number) -> {
          throw failure;
        });
  }
}
