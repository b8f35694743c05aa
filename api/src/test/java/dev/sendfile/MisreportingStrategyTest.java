package dev.sendfile;

import static dev.sendfile.Scripted.refuses;
import static dev.sendfile.Scripted.upTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sendfile.spi.Capability;
import dev.sendfile.spi.Readiness;
import dev.sendfile.spi.Scope;
import dev.sendfile.spi.Session;
import dev.sendfile.spi.Step;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Strategies whose answers are not what they did: no byte is sent twice or lost with success. */
class MisreportingStrategyTest {

  @TempDir Path folder;

  private final byte[] content = Samples.bytes(1000);
  private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
  private final Scripted a = new Scripted("a").can(Capability.GATHERS_HEADER);
  private final Scripted b = new Scripted("b");
  private final Scripted c = new Scripted("c");
  private final Sendfile sendfile = Deployed.of(a, b, c).sendfile();
  private final List<Session> lent = new ArrayList<>();
  private Path file;
  private Pipe pipe;

  @BeforeEach
  void open() throws IOException {
    file = Files.write(folder.resolve("content"), content);
    pipe = Pipe.open();
  }

  @AfterEach
  void close() throws IOException {
    pipe.sink().close();
    pipe.source().close();
  }

  private TransferException failure(TransferRequest request) {
    return catchThrowableOfType(TransferException.class, () -> sendfile.transfer(request));
  }

  private TransferRequest toPipe() {
    return TransferRequest.from(file).to(pipe.sink());
  }

  private TransferRequest streamToStream() {
    return TransferRequest.from(new ByteArrayInputStream(content)).to(taken);
  }

  private byte[] arrived() throws IOException {
    pipe.source().configureBlocking(false);
    ByteBuffer all = ByteBuffer.allocate(1 << 16);
    pipe.source().read(all);
    return Samples.remaining(all.flip());
  }

  // ---- who wraps others

  private enum Answer {
    THROWS,
    FULL,
    DECLINES,
    END;

    Step give() {
      return switch (this) {
        case THROWS -> throw new IllegalStateException("of a test");
        case FULL -> new Step.WouldBlock(Readiness.TARGET_WRITABLE);
        case DECLINES -> refuses(Scope.ENDS, "of a test");
        case END -> Step.END_OF_SOURCE;
      };
    }
  }

  /** What b moves goes past the methods of the target, as the kernel would move it. */
  @ParameterizedTest
  @EnumSource
  void whatAWrappedStrategyMovedCounts(Answer answer) throws IOException {
    a.opening((plan, context) -> lent.add(context.next(plan)));
    a.then(
        (session, batch) -> {
          lent.get(0).step(batch);
          return answer.give();
        });
    b.then((session, batch) -> Step.moved(pipe.sink().write(ByteBuffer.wrap(content, 0, 70))));

    TransferException e = failure(toPipe());

    assertThat(arrived()).hasSize(70);
    assertThat(e.bytesTransferred()).isZero();
    assertThat(e.bytesTransferredAtMost()).isEqualTo(70);
    assertThat(c.sessions).isEmpty();
  }

  @Test
  void whatAWrapperPassesOnIsCountedOnce() throws IOException {
    a.opening((plan, context) -> lent.add(context.next(plan)));
    a.always((session, batch) -> lent.get(0).step(batch));
    b.then((session, batch) -> Step.moved(pipe.sink().write(ByteBuffer.wrap(content, 0, 70))));
    b.always(upTo(100));

    assertThat(sendfile.transfer(toPipe()).bytes()).isEqualTo(1000);

    assertThat(arrived()).isEqualTo(content);
  }

  @Test
  void whatAWrapperDoesNotCloseIsClosedForIt() throws IOException {
    a.opening((plan, context) -> lent.add(context.next(plan)));
    a.then((session, batch) -> lent.get(0).step(batch));
    a.then(upTo(1000));
    b.always(upTo(100));

    sendfile.transfer(toPipe());

    assertThat(b.sessions).hasSize(1);
    assertThat(b.sessions.get(0).closed).isEqualTo(1);
  }

  @Test
  void whatAWrapperHasClosedStepsNoMore() throws IOException {
    a.opening((plan, context) -> lent.add(context.next(plan)));
    a.then(
        (session, batch) -> {
          lent.get(0).close();
          return lent.get(0).step(batch);
        });

    TransferResult result = sendfile.transfer(toPipe());

    assertThat(result.passedOver())
        .singleElement()
        .satisfies(it -> assertThat(it.reason()).contains("this session was closed"));
    assertThat(arrived()).isEqualTo(content);
  }

  // ---- whose numbers are wrong

  @Test
  void bytesThatNeverReachedAStreamAreNotBelieved() {
    a.then((session, batch) -> Step.moved(session.take(batch, 70)));

    TransferException e = failure(TransferRequest.from(file).to(taken));

    assertThat(e.reason())
        .isEqualTo(
            "strategy a told of 70 bytes and wrote 0 to the target; report this to its provider");
    assertThat(e.bytesTransferred()).isEqualTo(e.bytesTransferredAtMost()).isZero();
  }

  @Test
  void anAbsurdNumberDoesNotOverflow() throws IOException {
    a.then((session, batch) -> Step.moved(Long.MAX_VALUE));

    TransferException e = failure(toPipe());

    assertThat(e.bytesTransferred()).isZero();
    assertThat(e.bytesTransferredAtMost()).isEqualTo(1000);
  }

  @Test
  void whatIsReadAndDroppedIsMissedAtTheEnd() {
    a.then(
        (session, batch) -> {
          Step moved = session.move(batch, 100);
          session.plan.source().read(ByteBuffer.allocate(50), 0);
          return moved;
        });

    assertThat(failure(streamToStream()).reason())
        .isEqualTo("what a had taken from the source is lost");
  }

  // ---- who says that the source has ended

  @Test
  void theEndOfAStreamIsWhereItSaysSo() throws IOException {
    a.answers(Step.END_OF_SOURCE);

    assertThat(sendfile.transfer(streamToStream()).bytes()).isEqualTo(1000);

    assertThat(taken.toByteArray()).isEqualTo(content);
  }

  @Test
  void whoHoldsBytesIsNotAtTheEnd() throws IOException {
    a.then(
        (session, batch) -> {
          session.take(batch, 1000);
          session.plan.source().read(ByteBuffer.allocate(1), 0); // which tells of the end
          return Step.END_OF_SOURCE;
        });

    assertThat(sendfile.transfer(streamToStream()).bytes()).isEqualTo(1000);

    assertThat(taken.toByteArray()).isEqualTo(content);
  }

  @Test
  void bytesThatAreHeldAndNotHandedOverAreLost() {
    a.then(
        (session, batch) -> {
          session.take(batch, 100);
          session.keeps = true;
          return refuses(Scope.STEP, "of a test");
        });

    assertThat(failure(streamToStream()).reason())
        .isEqualTo("what a had taken from the source is lost");
  }

  // ---- when sessions are opened and closed

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void toOpenASessionMovesNothing(boolean fails) {
    a.opening(
        (plan, context) -> {
          plan.target().write(ByteBuffer.allocate(50), 0);
          if (fails) {
            throw new IOException("of a test");
          }
        });

    TransferException e = failure(TransferRequest.from(file).to(taken));

    assertThat(e.reason()).contains("strategy a wrote 50 bytes to the target and told of 0");
    assertThat(e.bytesTransferred()).isZero();
    assertThat(e.bytesTransferredAtMost()).isEqualTo(taken.size()).isEqualTo(50);
    assertThat(b.sessions).isEmpty();
  }

  @Test
  void toOpenASessionTakesNothing() {
    a.opening(
        (plan, context) -> {
          plan.source().read(ByteBuffer.allocate(50), 0);
          throw new IOException("of a test");
        });

    assertThat(failure(streamToStream()).reason())
        .isEqualTo("what a had taken from the source is lost");
  }

  @Test
  void toCloseASessionMovesNothing() {
    a.closing(
        () -> {
          try {
            a.sessions.get(0).plan.target().write(ByteBuffer.allocate(50), 0);
          } catch (IOException e) {
            throw new AssertionError(e);
          }
        });

    TransferException e = failure(TransferRequest.from(file).to(taken));

    assertThat(e.bytesTransferred()).isEqualTo(1000);
    assertThat(e.bytesTransferredAtMost()).isEqualTo(taken.size()).isEqualTo(1050);
  }

  // ---- files

  @Test
  void whatWasWrittenToAFileMayBeThere() throws IOException {
    Path target = folder.resolve("target");
    Scripted alone = new Scripted("alone");
    alone.then(
        (session, batch) -> {
          session.move(batch, 100);
          throw new IOException("of a test");
        });

    TransferException e =
        catchThrowableOfType(
            TransferException.class,
            () -> Deployed.of(alone).sendfile().transfer(TransferRequest.from(file).to(target)));

    assertThat(target).hasSize(100);
    assertThat(e.bytesTransferred()).isZero();
    assertThat(e.bytesTransferredAtMost()).isEqualTo(100);
  }
}
