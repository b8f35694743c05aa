package dev.sendfile;

import static dev.sendfile.Scripted.fails;
import static dev.sendfile.Scripted.refuses;
import static dev.sendfile.Scripted.upTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sendfile.TransferResult.PassedOver;
import dev.sendfile.spi.Scope;
import dev.sendfile.spi.SourceFailedException;
import java.io.IOException;
import java.nio.channels.NonReadableChannelException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How one strategy follows another from the exact byte reached. */
class FallbackTest {

  @TempDir Path folder;

  private final byte[] content = Samples.bytes(1000);
  private final Sink sink = new Sink();
  private final Scripted a = new Scripted("a");
  private final Scripted b = new Scripted("b");
  private final Deployed deployed = Deployed.of(a, b);
  private Path file;

  @BeforeEach
  void makeFile() throws IOException {
    file = Files.write(folder.resolve("content"), content);
  }

  private TransferResult send() throws TransferException {
    return deployed.sendfile().transfer(TransferRequest.from(file).to(sink));
  }

  private TransferResult sendStream() throws TransferException {
    return deployed
        .sendfile()
        .transfer(TransferRequest.from(Samples.stream(content)).to(sink).range(0, 1000));
  }

  private TransferException failure() {
    return catchThrowableOfType(TransferException.class, this::send);
  }

  @Test
  void afterARefusalOfTheseEndsTheNextGoesOnAtTheByteReached() throws IOException {
    a.then(upTo(100)).answers(refuses(Scope.ENDS, "no more"));

    TransferResult result = send();

    assertThat(sink.taken()).isEqualTo(content);
    assertThat(result.strategy()).isEqualTo("b");
    assertThat(result.bytes()).isEqualTo(1000);
    assertThat(result.passedOver()).containsExactly(new PassedOver("a", "no more"));
    assertThat(b.asked.get(0)).isEqualTo(900);
    assertThat(a.sessions.get(0).closed).as("closed once").isEqualTo(1);
    assertThat(b.sessions.get(0).closed).as("closed once").isEqualTo(1);
  }

  @Test
  void afterARefusalOfAStepTheSameIsAskedAgain() throws IOException {
    a.answers(refuses(Scope.STEP, "not this"))
        .then(upTo(200))
        .answers(refuses(Scope.STEP, "nor this"));
    b.always(upTo(100));

    TransferResult result = send();

    assertThat(sink.taken()).isEqualTo(content);
    assertThat(result.strategy()).isEqualTo("a");
    assertThat(result.passedOver()).containsExactly(new PassedOver("a", "for a while: not this"));
    assertThat(b.sessions).as("the substitute stays at hand").hasSize(1);
    assertThat(b.asked).containsExactly(1000L, 700L);
    assertThat(b.sessions.get(0).closed).isEqualTo(1);
  }

  @Test
  void whoHadASubstituteTakeAllItsStepsDidNotRun() throws IOException {
    a.always((session, batch) -> refuses(Scope.STEP, "not yet"));
    b.always(upTo(100));

    TransferResult result = send();

    assertThat(sink.taken()).isEqualTo(content);
    assertThat(result.strategy()).isEqualTo("b");
    assertThat(result.passedOver()).containsExactly(new PassedOver("a", "for a while: not yet"));
  }

  @Test
  void whoMovedBytesBeforeItsSubstituteRan() throws IOException {
    a.then(upTo(200)).always((session, batch) -> refuses(Scope.STEP, "no more"));
    b.always(upTo(100));

    assertThat(send().strategy()).isEqualTo("a");
    assertThat(sink.taken()).isEqualTo(content);
  }

  @Test
  void aStepThatNobodyTakesEndsTheTransferWithAllReasons() {
    a.answers(refuses(Scope.STEP, "not this"));
    b.always((session, batch) -> refuses(Scope.ENDS, "nor I"));

    TransferException e = failure();

    assertThat(e)
        .isInstanceOf(NoStrategyException.class)
        .hasMessageStartingWith("every strategy for file -> channel gave up: a: ")
        .hasMessageContaining("not this");
    assertThat(e.bytesTransferred()).isZero();
    assertThat(e.bytesRequested()).isEqualTo(1000);
  }

  @Test
  void whatASubstituteHasReadAheadGoesOutBeforeTheFirstGoesOn() throws IOException {
    a.answers(refuses(Scope.STEP, "not this"));
    b.then(
        (session, batch) -> {
          session.take(batch, 300);
          return session.move(batch, 100);
        });

    TransferResult result = sendStream();

    assertThat(sink.taken()).isEqualTo(content);
    assertThat(result.strategy()).isEqualTo("a");
    assertThat(a.asked)
        .as("once it was refused, then behind what was read")
        .containsExactly(1000L, 700L);
  }

  @Test
  void whatARefusingSessionHasReadAheadGoesOutFirst() throws IOException {
    sink.taking(10);
    a.then(
        (session, batch) -> {
          session.take(batch, 300);
          return refuses(Scope.STEP, "not this");
        });

    TransferResult result = sendStream();

    assertThat(sink.taken()).isEqualTo(content);
    assertThat(result.strategy()).isEqualTo("a");
    assertThat(b.sessions).as("nobody else is needed").isEmpty();
  }

  @Test
  void whatAStrategyThatGivesUpHasReadAheadIsDeliveredByTheEngine() throws IOException {
    sink.taking(10, 0, 20);
    a.then(
        (session, batch) -> {
          session.take(batch, 300);
          return refuses(Scope.ENDS, "no more");
        });

    TransferResult result = sendStream();

    assertThat(sink.taken()).isEqualTo(content);
    assertThat(result.strategy()).isEqualTo("b");
    assertThat(b.asked.get(0)).isEqualTo(700);
  }

  @Test
  void afterAnExceptionTheNextHasOneStepToDoBetter() throws IOException {
    a.then(fails(new IOException("odd")));

    TransferResult result = send();

    assertThat(sink.taken()).isEqualTo(content);
    assertThat(result.passedOver())
        .containsExactly(new PassedOver("a", "java.io.IOException: odd"));
  }

  @Test
  void whereTheNextFailsTooTheFirstExceptionIsThrown() {
    Scripted c = new Scripted("c");
    deployed.now(a, b, c);
    IOException second = new IOException("second");
    a.then(fails(new IOException("first")));
    b.then(fails(second));

    TransferException e = failure();

    assertThat(e).hasMessageContaining("writing to the target (channel) failed: first");
    assertThat(e.getCause()).hasMessage("first").hasSuppressedException(second);
    assertThat(e.strategy()).contains("b");
    assertThat(c.sessions).isEmpty();
  }

  @Test
  void oneThatMovedSomethingHasMadeGoodForTheFirst() throws IOException {
    Scripted c = new Scripted("c");
    deployed.now(a, b, c);
    a.then(fails(new IOException("first")));
    b.then(upTo(100), fails(new IOException("second")));

    assertThat(send().strategy()).isEqualTo("c");
    assertThat(sink.taken()).isEqualTo(content);
  }

  @Test
  void whereTheNextOnlyRefusesTheExceptionIsThrown() {
    a.then(fails(new IOException("first")));
    b.answers(refuses(Scope.ENDS, "no"));

    assertThat(failure().getCause()).hasMessage("first");
  }

  @Test
  void nobodyGoesOnWithATargetThatWasClosed() {
    a.then(
        (session, batch) -> {
          sink.close();
          throw new IOException("gone");
        });

    TransferException e = failure();

    assertThat(e)
        .hasMessageContaining("the target (channel) was closed while it was being written to");
    assertThat(b.sessions).isEmpty();
  }

  @Test
  void nobodyGoesOnWhereTheSourceFailed() {
    a.then(fails(new SourceFailedException("reset")));

    assertThat(failure())
        .hasMessageContaining("failed: reset")
        .hasMessageContaining("reading from");
    assertThat(b.sessions).isEmpty();
  }

  @Test
  void whatIsThrownUncheckedPassesTheStrategyOver() throws IOException {
    a.then(
        (session, batch) -> {
          throw new IllegalStateException("bug");
        });

    assertThat(send().passedOver())
        .containsExactly(new PassedOver("a", "step() threw java.lang.IllegalStateException: bug"));
    assertThat(sink.taken()).isEqualTo(content);
  }

  @Test
  void anAnswerOfNullPassesTheStrategyOver() throws IOException {
    a.then((session, batch) -> null);

    assertThat(send().passedOver().get(0).reason()).contains("step() returned null");
    assertThat(sink.taken()).isEqualTo(content);
  }

  @Test
  void oneThatCannotBeOpenedIsPassedOver() throws IOException {
    a.opening(
        (plan, context) -> {
          throw new IOException("no descriptor");
        });
    b.opening(
        (plan, context) -> {
          throw new IllegalStateException("bug");
        });
    deployed.now(a, b, new Scripted("c"));

    assertThat(send().passedOver())
        .containsExactly(
            new PassedOver("a", "no descriptor"),
            new PassedOver("b", "open() threw java.lang.IllegalStateException: bug"));
    assertThat(sink.taken()).isEqualTo(content);
  }

  @Test
  void aSourceThatIsNotReadableIsTheCallersFault() {
    a.then(
        (session, batch) -> {
          throw new NonReadableChannelException();
        });

    assertThat(failure()).hasMessageContaining("READ");
    assertThat(b.sessions).isEmpty();
  }

  @Test
  void aClosingThatThrowsHarmsNobody() throws IOException {
    deployed.now(new Sulking("a"), b);

    assertThat(send().strategy()).isEqualTo("b");
    assertThat(sink.taken()).isEqualTo(content);
  }

  @Test
  void bytesOfAStreamThatAreNotHandedOverEndTheTransfer() throws IOException {
    deployed.now(new Sulking("a"), b);

    assertThat(catchThrowableOfType(TransferException.class, this::sendStream))
        .hasMessageContaining("what a had taken from the source is lost");
    assertThat(b.sessions).isEmpty();
  }
}
