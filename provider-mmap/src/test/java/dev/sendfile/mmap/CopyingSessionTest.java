package dev.sendfile.mmap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sendfile.spi.Memory;
import dev.sendfile.spi.Options;
import dev.sendfile.spi.Step;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** No zero leaves for a target that is not the JDK's, and no error reaches its code. */
class CopyingSessionTest {

  private static final int SIZE = 600_000;

  @TempDir Path folder;

  private TestFile file;
  private final TestContext context = new TestContext();
  private TestTarget target = new TestTarget(Memory.HEAP);
  private CopyingSession session;

  @BeforeEach
  void open() throws IOException {
    file = new TestFile(folder, SIZE);
    session = session(Options.DEFAULTS);
  }

  private CopyingSession session(Options options) {
    return new CopyingSession(
        file.plan(target, null, SIZE, options),
        context,
        file.channel,
        new Windows(file.channel, SIZE, true));
  }

  @AfterEach
  void close() throws IOException {
    assertThat(context.lent).as("leases not given back").isZero();
    session.close();
    file.close();
  }

  private Step step(int position) throws IOException {
    return session.step(TestBatch.of(position, SIZE - position));
  }

  @ParameterizedTest
  @EnumSource(Memory.class)
  void theTargetGetsACopyInItsOwnMemory(Memory memory) throws IOException {
    target = new TestTarget(memory);
    session = session(Options.DEFAULTS);

    assertThat(step(0)).isEqualTo(Step.moved(256 << 10));
    assertThat(context.memory).isEqualTo(memory);
    assertThat(target.last.isDirect()).isEqualTo(memory == Memory.DIRECT);
    assertThat(isMapped(target.last)).isFalse();
    assertThat(target.bytes.toByteArray()).isEqualTo(file.head(256 << 10));
  }

  /** Every direct buffer of the JDK's is of this type; one that was mapped knows its file. */
  private static boolean isMapped(ByteBuffer buffer) {
    return buffer.isReadOnly() && buffer instanceof MappedByteBuffer;
  }

  @Test
  void theBufferSizeIsKept() throws IOException {
    session = session(new Options(10_000, Options.UNSET));

    assertThat(session.step(new TestBatch(ByteBuffer.allocate(300), 0, SIZE)))
        .isEqualTo(Step.moved(10_000));
    assertThat(target.largest).isEqualTo(10_000);
  }

  @Test
  void aHeaderLargerThanTheBufferGoesFirst() throws IOException {
    session = session(new Options(1000, Options.UNSET));

    assertThat(session.step(new TestBatch(ByteBuffer.allocate(1000), 0, SIZE)))
        .isEqualTo(Step.moved(1000));
  }

  @Test
  void aFullTargetIsSaidToBeFull() throws IOException {
    target.most = 0;

    assertThat(step(0)).isEqualTo(Step.TARGET_FULL);
  }

  /** Within the last page, on its border, and with pages lost that the copy would have to read. */
  @ParameterizedTest
  @ValueSource(ints = {200_000, 262_143, 4096, 1})
  void aFileCutShortBeforeTheCopyIsWrittenToItsNewEnd(int left) throws IOException {
    context.onLease = () -> file.truncate(left);

    assertThat(step(0)).isEqualTo(Step.moved(left));
    assertThat(target.bytes.toByteArray()).isEqualTo(file.head(left));
    assertThat(session.stray()).isZero();
    assertThat(step(left)).isEqualTo(Step.END_OF_SOURCE);
  }

  @Test
  void aFileCutShortBeforeThePositionIsTheEnd() throws IOException {
    context.onLease = () -> file.truncate(99_000);

    assertThat(session.step(new TestBatch(ByteBuffer.allocate(10), 100_000, 5)))
        .isEqualTo(Step.END_OF_SOURCE);
    assertThat(target.bytes.size()).isZero();
  }

  /** Compiled code raises the error later than interpreted code. */
  @Test
  void manyFilesCutShortRaiseNoError() throws IOException {
    for (int round = 0; round < 300; round++) {
      try (TestFile each = new TestFile(folder, 40_000 + round)) {
        TestContext cutting = new TestContext();
        int left = 1 + (round * 131) % 40_000;
        cutting.onLease = () -> each.truncate(left);
        TestTarget fresh = new TestTarget(Memory.HEAP);
        CopyingSession cut =
            new CopyingSession(
                each.plan(fresh),
                cutting,
                each.channel,
                new Windows(each.channel, each.content.length, true));
        try (cut) {
          assertThat(cut.step(TestBatch.of(0, each.content.length))).isEqualTo(Step.moved(left));
        }
        assertThat(fresh.bytes.toByteArray()).isEqualTo(each.head(left));
      }
    }
  }
}
