package dev.sendfile.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sendfile.TransferException;
import dev.sendfile.TransferRequest;
import dev.sendfile.TransferResult;
import dev.sendfile.TruncatedSourceException;
import dev.sendfile.tck.fixture.Content;
import dev.sendfile.tck.fixture.Feed;
import dev.sendfile.tck.fixture.FileTargetKind;
import dev.sendfile.tck.fixture.Pause;
import dev.sendfile.tck.fixture.Task;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What comes from a socket, pipe, channel or stream lies in the file, once and in order. */
public interface ReceiveContract extends Receives {

  /**
   * None, one, around a page, a few buffers of every strategy, and a size no buffer divides.
   *
   * @param it the case
   * @throws Exception if a transfer fails
   */
  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("receives")
  @Keeps(Promise.ALL_IN_ORDER)
  default void allThatComesUpToTheEndIsInTheFile(ReceiveCase it) throws Exception {
    for (int size : new int[] {0, 1, 42, 4097, 300_000, (1 << 20) + 7}) {
      byte[] content = Content.bytes(size);
      checkReceive(it, content, UnaryOperator.identity(), content);
    }
  }

  /**
   * The same file may hold what belongs around the content.
   *
   * @param it the case
   * @throws Exception if a transfer fails
   */
  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("receivesOfEachEnd")
  @Keeps(Promise.HEADER_FIRST)
  default void headerAndTrailerGoIntoTheFileToo(ReceiveCase it) throws Exception {
    byte[] header = Content.bytes(700);
    byte[] trailer = Content.bytes(20);
    for (int size : new int[] {0, 1, 300_000}) {
      byte[] content = Content.bytes(size);
      checkReceive(
          it,
          content,
          request -> request.header(ByteBuffer.wrap(header)).trailer(ByteBuffer.wrap(trailer)),
          Content.join(header, content, trailer));
    }
  }

  private static void checkReceive(
      ReceiveCase it, byte[] sent, UnaryOperator<TransferRequest> variation, byte[] written)
      throws Exception {
    Path file = newFile(it);
    try (Feed feed = it.source().open();
        FileTargetKind.Opened opened = it.target().open(file)) {
      Task<@Nullable Void> sender = feed.sendAll(sent);
      TransferResult result = it.transfer(variation.apply(opened.request(feed.from())));
      checkResult(it, result, sent.length, written.length);
      checkEnds(feed, opened, written.length);
      sender.await();
    }
    checkFile(it, file, written);
  }

  /**
   * Of a stream that goes on, only what was asked for is taken.
   *
   * @param it the case
   * @throws Exception if a transfer fails
   */
  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("receivesOfEachEnd")
  @Keeps(Promise.WITHIN_THE_BATCH)
  default void aKnownLengthStopsThereAndLeavesTheRestInTheSource(ReceiveCase it) throws Exception {
    byte[] behind = Content.bytes(123);
    for (int size : new int[] {0, 1, 42, 4097, 300_000, (1 << 20) + 7}) {
      Path file = newFile(it);
      byte[] content = Content.bytes(size);
      try (Feed feed = it.source().open();
          FileTargetKind.Opened opened = it.target().open(file)) {
        Task<@Nullable Void> sender = feed.send(Content.join(content, behind));
        TransferResult result = it.transfer(opened.request(feed.from()).range(0, size));
        checkResult(it, result, size, size);
        checkEnds(feed, opened, size);
        sender.await();
        Bytes.check(feed.readRest(behind.length), behind);
      }
      checkFile(it, file, content);
    }
  }

  private static Path newFile(ReceiveCase it) throws IOException {
    return it.files().holding(ContentFiles.BEFORE);
  }

  private static void checkFile(ReceiveCase it, Path file, byte[] written) throws IOException {
    Bytes.check(Files.readAllBytes(file), it.target().expected(ContentFiles.BEFORE, written));
    Files.delete(file);
  }

  private static void checkResult(ReceiveCase it, TransferResult result, int content, int all) {
    assertThat(result.contentBytes()).as("bytes of content").isEqualTo(content);
    assertThat(result.bytes()).as("all bytes").isEqualTo(all);
    assertThat(result.strategy()).isEqualTo(it.strategy());
    assertThat(result.route()).hasToString(it.source().route() + " -> file");
    assertThat(result.passedOver()).isEmpty();
  }

  private static void checkEnds(Feed feed, FileTargetKind.Opened opened, long written)
      throws IOException {
    assertThat(feed.isSourceOpen()).as("the source stays open").isTrue();
    assertThat(feed.isModeUnchanged()).as("the source stays in its mode").isTrue();
    assertThat(opened.standsAfter(written)).as("the file stands where it should").isTrue();
  }

  /**
   * Nothing of what came is held back until more comes.
   *
   * @param it the case
   * @throws Exception if a transfer fails
   */
  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("receivesOfEachEnd")
  @Keeps(Promise.ALL_IN_ORDER)
  default void whatComesInPiecesIsWaitedFor(ReceiveCase it) throws Exception {
    byte[] content = Content.bytes(100_000);
    Path file = newFile(it);
    try (Feed feed = it.source().open();
        FileTargetKind.Opened opened = it.target().open(file)) {
      Task<TransferResult> task = it.start(opened.request(feed.from()));
      task.meanwhile(
          () -> {
            for (int at = 0; at < content.length; at += 25_000) {
              feed.sendNow(Arrays.copyOfRange(content, at, at + 25_000));
              Pause.untilSize(file, it.target().sizeWith(at + 25_000));
            }
          });
      feed.end();
      assertThat(task.await().bytes()).isEqualTo(content.length);
    }
    checkFile(it, file, content);
  }

  /**
   * A sender that ends too early is noticed, and nothing that came is lost.
   *
   * @param it the case
   * @throws Exception if a transfer fails otherwise
   */
  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("receivesOfEachEnd")
  @Keeps(Promise.TELLS_THE_END)
  default void anEarlyEndIsATruncationAndWhatCameIsInTheFile(ReceiveCase it) throws Exception {
    for (int size : new int[] {0, 1, 4097, 300_000}) {
      byte[] content = Content.bytes(size);
      Path file = newFile(it);
      try (Feed feed = it.source().open();
          FileTargetKind.Opened opened = it.target().open(file)) {
        Task<@Nullable Void> sender = feed.sendAll(content);
        TruncatedSourceException failure =
            it.start(opened.request(feed.from()).range(0, size + 1))
                .awaitFailure(TruncatedSourceException.class);
        assertThat(failure).hasMessageContaining("ended before the " + (size + 1) + " bytes");
        checkAccount(it, failure, size);
        assertThat(failure.bytesRequested()).isEqualTo(size + 1);
        assertThat(failure.undelivered().hasRemaining()).isFalse();
        sender.await();
      }
      checkFile(it, file, content);
    }
  }

  /**
   * Without a length an end would be fine, but a reset is no end.
   *
   * @param it the case
   * @throws Exception if a transfer fails otherwise
   */
  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("receivesOfEachEnd")
  @Keeps(Promise.TELLS_THE_END)
  default void aResetIsNeverTakenForTheEnd(ReceiveCase it) throws Exception {
    if (!it.isOverTcp()) {
      return; // only there can a sender reset the connection
    }
    byte[] content = Content.bytes(50_000);
    Path file = newFile(it);
    try (Feed feed = it.source().open()) {
      Task<TransferResult> task = it.start(feed.from().to(file));
      task.meanwhile(
          () -> {
            feed.sendNow(content);
            Pause.untilSize(file, content.length);
          });
      feed.reset();
      TransferException failure = task.awaitFailure(TransferException.class);
      assertThat(failure).hasMessageContainingAll("reading from the source", "failed");
      checkAccount(it, failure, content.length);
    }
    checkFile(it, file, content);
  }

  private static void checkAccount(ReceiveCase it, TransferException failure, int accepted) {
    assertThat(failure.bytesTransferred()).isEqualTo(accepted);
    assertThat(failure.bytesTransferredAtMost()).isEqualTo(accepted);
    assertThat(failure.strategy()).hasValue(it.strategy());
  }
}
