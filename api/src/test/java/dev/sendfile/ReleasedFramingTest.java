package dev.sendfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sendfile.spi.Capability;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A header or trailer in memory that its owner releases: his doing, and not a strategy's. */
class ReleasedFramingTest {

  @TempDir Path folder;

  private final Scripted first = new Scripted("a");
  private final Sendfile sendfile = Deployed.of(first, new Scripted("b")).sendfile();
  private final Sink sink = new Sink();
  private Path file;
  private AutoCloseable arena;
  private ByteBuffer memory;

  /** Java 17 has no such memory to release, and this test is compiled for it. */
  @BeforeEach
  void allocate() throws Exception {
    assumeTrue(Runtime.version().feature() >= 22, "there are arenas");
    file = Files.write(folder.resolve("file"), new byte[1000]);
    Class<?> arenas = Class.forName("java.lang.foreign.Arena");
    arena = (AutoCloseable) arenas.getMethod("ofShared").invoke(null);
    Method allocate = arenas.getMethod("allocate", long.class);
    Object segment = allocate.invoke(arena, 100L);
    memory =
        (ByteBuffer)
            Class.forName("java.lang.foreign.MemorySegment")
                .getMethod("asByteBuffer")
                .invoke(segment);
  }

  private TransferException failure(TransferRequest request) {
    TransferException e =
        catchThrowableOfType(TransferException.class, () -> sendfile.transfer(request));
    assertThat(e.failedEnd()).isEqualTo(FailedEnd.NEITHER);
    assertThat(e).hasCauseInstanceOf(IllegalStateException.class);
    assertThat(e.bytesTransferred())
        .isEqualTo(e.bytesTransferredAtMost())
        .isEqualTo(sink.taken().length);
    return e;
  }

  private int release(int answer) {
    try {
      arena.close();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
    return answer;
  }

  @Test
  void aHeaderThatIsGoneIsToldOf() {
    TransferRequest request = TransferRequest.from(file).to(sink).header(memory);
    release(0);

    assertThat(failure(request)).hasMessageContaining("the header cannot be read");
    assertThat(first.sessions).as("no strategy was asked").isEmpty();
  }

  @Test
  void aTrailerThatIsGoneIsToldOfBeforeAnythingLeaves() {
    TransferRequest request =
        TransferRequest.from(file).to(sink).header(ByteBuffer.allocate(10)).trailer(memory);
    release(0);

    assertThat(failure(request)).hasMessageContaining("the trailer cannot be read");
    assertThat(sink.taken()).isEmpty();
  }

  @Test
  void oneThatGoesBetweenTwoStepsIsToldOf() {
    sink.then(() -> release(10));

    assertThat(failure(TransferRequest.from(file).to(sink).header(memory)))
        .hasMessageContaining("the header cannot be read");
    assertThat(sink.taken()).hasSize(10);
  }

  @Test
  void oneThatGoesDuringAStepIsNotTheStrategysFault() {
    first.can(Capability.GATHERS_HEADER);
    first.then((session, batch) -> session.move(batch, release(10)));

    assertThat(failure(TransferRequest.from(file).to(sink).header(memory)))
        .hasMessageContaining("the header cannot be read")
        .hasMessageContaining("strategy a");
  }

  @Test
  void aTrailerThatGoesBehindTheContentIsToldOf() {
    sink.then(() -> 1000).then(() -> release(10));

    assertThat(failure(TransferRequest.from(file).to(sink).trailer(memory)))
        .hasMessageContaining("the trailer cannot be read");
    assertThat(sink.taken()).hasSize(1010);
  }

  /** As the JVM does to a thread that reads what another one closes. */
  private int readWhileReleased() {
    release(0);
    Thread.currentThread().interrupt();
    return memory.get(0);
  }

  @Test
  void theStatusThatTheJvmHasSetIsNoInterrupt() {
    first.can(Capability.GATHERS_HEADER);
    first.then((session, batch) -> session.move(batch, readWhileReleased()));
    try {
      assertThat(failure(TransferRequest.from(file).to(sink).header(memory)))
          .isNotInstanceOf(TransferInterruptedException.class)
          .hasMessageContaining("the header cannot be read");
    } finally {
      assertThat(Thread.interrupted()).as("it may be one that was meant").isTrue();
    }
  }

  @Test
  void anInterruptIsOneWhateverIsReleased() {
    sink.then(
        () -> {
          Thread.currentThread().interrupt();
          return release(10);
        });
    try {
      assertThatThrownBy(
              () -> sendfile.transfer(TransferRequest.from(file).to(sink).header(memory)))
          .isInstanceOf(TransferInterruptedException.class);
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  /** Whoever reads it just then, which may be the end. */
  @Test
  void theWordsAreTheSameWhereTheEndReads() {
    sink.then(this::readWhileReleased);
    try {
      assertThatThrownBy(
              () -> sendfile.transfer(TransferRequest.from(file).to(sink).header(memory)))
          .isExactlyInstanceOf(TransferException.class)
          .hasMessageContaining("the header cannot be read");
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
  }
}
