package dev.sendfile.mmap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sendfile.spi.Memory;
import dev.sendfile.spi.Step;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is counted of a write from a mapping, whatever becomes of the file meanwhile. */
class DirectSessionTest {

  /** Two of the largest pages there are and a part of a third. */
  private static final int SIZE = (128 << 10) + 5000;

  /** What of it lies in its last page. */
  private static final int IN_THE_LAST_PAGE = SIZE % Page.SIZE;

  private static final int HEADER = 300;

  @TempDir Path folder;

  private TestFile file;
  private final TestTarget target = new TestTarget(Memory.DIRECT);
  private DirectSession session;

  @BeforeEach
  void open() throws IOException {
    file = new TestFile(folder, SIZE);
    session = session(false);
  }

  private DirectSession session(boolean checked) {
    return new DirectSession(
        file.plan(target), file.channel, new Windows(file.channel, SIZE, true), checked);
  }

  @AfterEach
  void close() throws IOException {
    session.close();
    file.close();
  }

  private Step step(int position) throws IOException {
    return session.step(TestBatch.of(position, SIZE - position));
  }

  private Step stepWithHeader() throws IOException {
    return session.step(new TestBatch(ByteBuffer.allocate(HEADER), 0, SIZE));
  }

  @Test
  void headerAndContentLeaveInOneWrite() throws IOException {
    assertThat(stepWithHeader()).isEqualTo(Step.moved(HEADER + SIZE));

    assertThat(target.bytes.size()).isEqualTo(HEADER + SIZE);
    assertThat(target.bytes.toByteArray()).endsWith(file.content);
  }

  @Test
  void whatTheTargetDoesNotTakeIsWrittenAgain() throws IOException {
    target.most = 70_001;
    int position = 0;
    while (position < SIZE) {
      position += (int) ((Step.Moved) step(position)).bytes();
    }

    assertThat(target.bytes.toByteArray()).isEqualTo(file.content);
    target.most = 0;
    assertThat(step(5)).isEqualTo(Step.TARGET_FULL);
  }

  @Test
  void noMoreIsWrittenThanTheBatchAllows() throws IOException {
    assertThat(session.step(TestBatch.of(3, 10))).isEqualTo(Step.moved(10));

    assertThat(target.bytes.toByteArray()).isEqualTo(Arrays.copyOfRange(file.content, 3, 13));
  }

  @Test
  void aFileCutShortBetweenTwoStepsIsWrittenToItsNewEnd() throws IOException {
    target.most = 1000;
    assertThat(step(0)).isEqualTo(Step.moved(1000));
    target.most = Integer.MAX_VALUE;
    file.truncate(5000);

    assertThat(step(1000)).isEqualTo(Step.moved(4000));
    assertThat(session.stray()).isZero();
    assertThat(step(5000)).isEqualTo(Step.END_OF_SOURCE);
    assertThat(target.bytes.toByteArray()).isEqualTo(file.head(5000));
  }

  @Test
  void zerosBehindTheNewEndAreNotCounted() throws IOException {
    target.beforeCopy = () -> file.truncate(SIZE - 700);

    assertThat(step(0)).isEqualTo(Step.moved(SIZE - 700));
    assertThat(session.stray()).isEqualTo(700);
    assertThat(target.bytes.toByteArray())
        .as("they did leave")
        .isEqualTo(Arrays.copyOf(file.head(SIZE - 700), SIZE));
    assertThat(step(SIZE - 700)).isEqualTo(Step.END_OF_SOURCE);
    assertThat(session.stray()).as("they stay out").isEqualTo(700);
  }

  @Test
  void aHeaderBeforeZerosIsCounted() throws IOException {
    target.beforeCopy = () -> file.truncate(SIZE - 700);

    assertThat(stepWithHeader()).isEqualTo(Step.moved(HEADER + SIZE - 700));
    assertThat(session.stray()).isEqualTo(700);
  }

  @Test
  void aHeaderAloneIsNotTheFilesAffair() throws IOException {
    target.most = HEADER - 1;
    target.afterCopy = () -> file.truncate(0);

    assertThat(stepWithHeader()).isEqualTo(Step.moved(HEADER - 1));
    assertThat(session.stray()).isZero();
  }

  @Test
  void nothingButZerosIsTheEnd() throws IOException {
    target.beforeCopy = () -> file.truncate(SIZE - 700);

    assertThat(step(SIZE - 500)).isEqualTo(Step.END_OF_SOURCE);
    assertThat(session.stray()).isEqualTo(500);
  }

  @Test
  void bytesBeyondThePageOfTheNewEndWereReadBefore() throws IOException {
    target.afterCopy = () -> file.truncate(0);

    assertThat(step(0)).as("all but the last page").isEqualTo(Step.moved(SIZE - IN_THE_LAST_PAGE));
    assertThat(session.stray()).isEqualTo(IN_THE_LAST_PAGE);
    assertThat(step(SIZE - IN_THE_LAST_PAGE)).isEqualTo(Step.END_OF_SOURCE);
  }

  @Test
  void aFileThatGrowsAgainDoesNotGoOnBehindZeros() throws IOException {
    target.beforeCopy = () -> file.truncate(SIZE - 700);
    step(0);
    target.beforeCopy = () -> {};
    file.append(10_000);

    assertThat(step(SIZE - 700)).isEqualTo(Step.END_OF_SOURCE);
  }

  @Test
  void aSourceClosedMeanwhileHidesOnlyItsLastPage() throws IOException {
    target.afterCopy = file::close;

    assertThat(step(0)).isEqualTo(Step.moved(SIZE - IN_THE_LAST_PAGE));
    assertThat(session.stray()).isEqualTo(IN_THE_LAST_PAGE);
  }

  @Test
  void whoHasJustBeenCheckedIsTrustedOnce() throws IOException {
    session.close();
    session = session(true);
    TestFile longer = file;
    try (KeptMapping kept = KeptMapping.of(longer.channel)) {
      DirectSession trusting =
          new DirectSession(longer.plan(target), longer.channel, kept.view(), true);
      file.truncate(SIZE - 700);

      assertThat(trusting.step(TestBatch.of(0, SIZE))).isEqualTo(Step.moved(SIZE - 700));
      assertThat(trusting.stray()).isEqualTo(700);

      DirectSession second =
          new DirectSession(longer.plan(target), longer.channel, kept.view(), true);
      target.most = 10;
      second.step(TestBatch.of(0, SIZE));
      target.most = Integer.MAX_VALUE;
      file.truncate(5000);
      assertThat(second.step(TestBatch.of(10, SIZE - 10))).isEqualTo(Step.moved(4990));
      assertThat(second.stray()).as("the second step asks first").isZero();
    }
  }
}
