package dev.sendfile.tck;

import static dev.sendfile.tck.ContentFiles.BEFORE;
import static dev.sendfile.tck.ContentFiles.SIZE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sendfile.TransferRequest;
import dev.sendfile.TransferResult;
import dev.sendfile.tck.fixture.Content;
import dev.sendfile.tck.fixture.FileSourceKind;
import dev.sendfile.tck.fixture.FileTargetKind;
import dev.sendfile.tck.fixture.ThreadKind;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Files are copied whole and in part, and both stand afterwards where they should. */
public interface CopyContract extends Copies {

  /**
   * A few bytes, around a page, a few buffers of every strategy, and a size no buffer divides.
   *
   * @param it the case
   * @throws Exception if a transfer fails
   */
  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("copies")
  @Keeps(Promise.ALL_IN_ORDER)
  default void wholeFilesOfEverySizeAreCopied(CopyCase it) throws Exception {
    for (int size : new int[] {3, 4, 42, 1025, 4097, 32_769, 300_000, (1 << 20) + 7}) {
      checkCopy(it, size, size - it.source().start());
    }
  }

  /**
   * Who is sent from where he stands is moved on by what was copied.
   *
   * @param it the case
   * @throws Exception if a transfer fails
   */
  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("copies")
  @Keeps(Promise.POSITION_NEUTRAL)
  default void aPartIsCopiedAndBothEndsStandWhereTheyShould(CopyCase it) throws Exception {
    for (int length : new int[] {0, 1, SIZE / 2}) {
      checkCopy(it, SIZE, length);
    }
  }

  /** From where the source stands. */
  private static void checkCopy(CopyCase it, int size, int length) throws Exception {
    int from = it.source().start();
    byte[] expected = Arrays.copyOfRange(Content.bytes(size), from, from + length);
    for (ThreadKind thread : ThreadKind.available()) {
      Path copy = it.files().holding(BEFORE);
      try (FileSourceKind.Opened opened = it.source().open(it.files().shared(size));
          FileTargetKind.Opened written = it.target().open(copy)) {
        TransferRequest whole = written.request(opened.from());
        TransferRequest request = from + length == size ? whole : whole.range(0, length);
        TransferResult result = thread.call(() -> it.sendfile().transfer(request));
        assertThat(result.bytes()).isEqualTo(length);
        assertThat(result.strategy()).isEqualTo(it.strategy());
        assertThat(result.route()).hasToString("file -> file");
        assertThat(result.passedOver()).isEmpty();
        assertThat(opened.standsAfter(length)).as("the source stands where it should").isTrue();
        assertThat(written.standsAfter(length)).as("the target stands where it should").isTrue();
      }
      Bytes.check(Files.readAllBytes(copy), it.target().expected(BEFORE, expected));
      Files.delete(copy);
    }
  }

  /**
   * The same file may hold what belongs around the content.
   *
   * @param it the case
   * @throws Exception if a transfer fails
   */
  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("copies")
  @Keeps(Promise.HEADER_FIRST)
  default void headerAndTrailerAreCopiedToo(CopyCase it) throws Exception {
    byte[] around = Content.bytes(700);
    Path copy = it.files().holding(BEFORE);
    try (FileSourceKind.Opened opened = it.source().open(it.files().shared(SIZE));
        FileTargetKind.Opened written = it.target().open(copy)) {
      TransferRequest request = written.request(opened.from());
      it.sendfile()
          .transfer(request.header(ByteBuffer.wrap(around)).trailer(ByteBuffer.wrap(around)));
    }
    byte[] content = Arrays.copyOfRange(Content.bytes(SIZE), it.source().start(), SIZE);
    Bytes.check(
        Files.readAllBytes(copy),
        it.target().expected(BEFORE, Content.join(around, content, around)));
    Files.delete(copy);
  }

  /**
   * Ranges begin and end where no page does.
   *
   * @param it the case
   * @throws Exception if a transfer fails
   */
  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("copiesOfPaths")
  @Keeps(Promise.WITHIN_THE_RANGE)
  default void aRangeInTheMiddleIsCopied(CopyCase it) throws Exception {
    byte[] content = Content.bytes(SIZE);
    Path copy = it.files().holding(BEFORE);
    for (int[] range : new int[][] {{1, 42}, {4095, 2}, {SIZE - 1, 1}, {65_535, 131_073}}) {
      TransferRequest request =
          TransferRequest.from(it.files().shared(SIZE)).to(copy).range(range[0], range[1]);
      assertThat(it.sendfile().transfer(request).bytes()).isEqualTo(range[1]);
      Bytes.check(
          Files.readAllBytes(copy), Arrays.copyOfRange(content, range[0], range[0] + range[1]));
    }
    Files.delete(copy);
  }

  /**
   * Source and target may be one file, as long as the parts do not overlap.
   *
   * @param it the case
   * @throws Exception if a transfer fails
   */
  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("copiesOfPaths")
  @Keeps(Promise.WITHIN_THE_RANGE)
  default void apartFromItselfAPartOfAFileIsCopiedWithinIt(CopyCase it) throws Exception {
    byte[] expected = Content.bytes(SIZE);
    Path file = it.files().holding(expected);
    TransferRequest request =
        TransferRequest.from(file).to(file).range(0, 1_000).targetOffset(1_000);
    assertThat(it.sendfile().transfer(request).bytes()).isEqualTo(1_000);
    System.arraycopy(expected, 0, expected, 1_000, 1_000);
    Bytes.check(Files.readAllBytes(file), expected);
    Files.delete(file);
  }
}
