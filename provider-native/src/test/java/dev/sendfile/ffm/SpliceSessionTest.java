package dev.sendfile.ffm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sendfile.spi.Plan;
import dev.sendfile.spi.Step;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One error stands for two things where a pipe is an end: it is told which. */
class SpliceSessionTest {

  private final ScriptedLinux linux = new ScriptedLinux();

  @TempDir Path folder;
  private Pipe pipe;

  @BeforeEach
  void open() throws IOException {
    pipe = Pipe.open();
  }

  @AfterEach
  void close() throws IOException {
    pipe.source().close();
    pipe.sink().close();
    assertThat(linux.open()).isEmpty();
  }

  private Step step(Plan plan) throws IOException {
    NativeSplice strategy = new NativeSplice(null);
    try (SpliceSession session =
        new SpliceSession(new Calls(strategy, linux), Held.of(plan, linux), plan)) {
      return new Steps(session, plan).one();
    }
  }

  private void fill() throws IOException {
    pipe.sink().configureBlocking(false);
    while (pipe.sink().write(ByteBuffer.allocate(4096)) > 0) {}
  }

  @Test
  void anEmptyPipeIsASourceThatIsDry() throws IOException {
    Plan plan = Plans.of(pipe.source(), folder.resolve("target"), 10);

    assertThat(step(plan)).isEqualTo(Step.SOURCE_DRY);
    Plans.release(plan);
  }

  @Test
  void anEmptyPipeThatNobodyWritesToHasEnded() throws IOException {
    pipe.sink().close();
    Plan plan = Plans.of(pipe.source(), folder.resolve("target"), 10);

    assertThat(step(plan)).isEqualTo(Step.END_OF_SOURCE);
    Plans.release(plan);
  }

  @Test
  void aFullPipeIsATargetThatIsFullInEitherMode() throws IOException {
    fill();
    try (Connection connection = Connection.open()) {
      connection.far.write(ByteBuffer.wrap(Pattern.of(10)));

      assertThat(step(Plans.of(connection.near, pipe.sink(), 10))).isEqualTo(Step.TARGET_FULL);
      pipe.sink().configureBlocking(true);
      assertThat(step(Plans.of(connection.near, pipe.sink(), 10))).isEqualTo(Step.TARGET_FULL);
    }
  }

  @Test
  void aSilentConnectionIsASourceThatIsDryInEitherMode() throws IOException {
    try (Connection connection = Connection.open()) {
      assertThat(step(Plans.of(connection.near, pipe.sink(), 10))).isEqualTo(Step.SOURCE_DRY);
      connection.nonBlocking();
      assertThat(step(Plans.of(connection.near, pipe.sink(), 10))).isEqualTo(Step.SOURCE_DRY);
    }
  }

  @Test
  void aFullSocketTakesNothingFromThePipe() throws IOException {
    pipe.sink().write(ByteBuffer.wrap(Pattern.of(10)));
    try (Connection connection = Connection.open().nonBlocking()) {
      while (connection.near.write(ByteBuffer.allocate(1 << 16)) > 0) {}

      assertThat(step(Plans.of(pipe.source(), connection.near, 10))).isEqualTo(Step.TARGET_FULL);
    }
    ByteBuffer still = ByteBuffer.allocate(20);
    assertThat(pipe.source().read(still)).isEqualTo(10);
  }
}
