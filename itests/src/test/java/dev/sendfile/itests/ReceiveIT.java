package dev.sendfile.itests;

import static dev.sendfile.tck.fixture.Content.join;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.sendfile.Sendfile;
import dev.sendfile.TransferException;
import dev.sendfile.TransferRequest;
import dev.sendfile.TransferResult;
import dev.sendfile.TruncatedSourceException;
import dev.sendfile.tck.fixture.Content;
import dev.sendfile.tck.fixture.Feed;
import dev.sendfile.tck.fixture.FeedKind;
import dev.sendfile.tck.fixture.FileTargetKind;
import dev.sendfile.tck.fixture.Task;
import dev.sendfile.tck.fixture.ThreadKind;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What comes from a socket, pipe, channel or stream lies in the file, once and in order. */
class ReceiveIT {

  private static final String ALL = "dev.sendfile.itests.ReceiveCase#all";
  private static final String EACH = "dev.sendfile.itests.ReceiveCase#eachEndOnce";
  private static final String SOURCES = "dev.sendfile.itests.ReceiveCase#fromEverySource";
  private static final String TCP = "dev.sendfile.itests.ReceiveCase#overTcp";

  /** None, one, around a page, a few buffers of every strategy, and a size no buffer divides. */
  private static final int[] SIZES = {0, 1, 42, 4097, 300_000, (1 << 20) + 7};

  /** What the file holds before: more than {@link FileTargetKind#BEGIN}, less than most sizes. */
  private static final byte[] BEFORE = Content.bytes(1_000);

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @TempDir static Path folder;

  @ParameterizedTest
  @MethodSource(ALL)
  void allThatComesUpToTheEndIsInTheFile(ReceiveCase it) throws Exception {
    for (int size : SIZES) {
      byte[] content = Content.bytes(size);
      checkReceive(it, content, UnaryOperator.identity(), size, content);
    }
  }

  @ParameterizedTest
  @MethodSource(EACH)
  void aKnownLengthStopsThereAndLeavesTheRestInTheSource(ReceiveCase it) throws Exception {
    byte[] behind = Content.bytes(123);
    for (int size : SIZES) {
      Path file = newFile();
      byte[] content = Content.bytes(size);
      try (Feed feed = it.source().open();
          FileTargetKind.Opened opened = it.target().open(file)) {
        Task<Void> sender = feed.send(join(content, behind));
        TransferRequest request = opened.request(feed.from()).range(0, size);
        TransferResult result = it.thread().call(() -> it.sendfile().transfer(request));
        checkResult(it, result, size, size);
        checkEnds(feed, opened, size);
        sender.await();
        assertThat(feed.readRest(behind.length)).isEqualTo(behind);
      }
      assertArrayEquals(it.target().expected(BEFORE, content), Files.readAllBytes(file));
      Files.delete(file);
    }
  }

  @ParameterizedTest
  @MethodSource(EACH)
  void headerAndTrailerGoIntoTheFileToo(ReceiveCase it) throws Exception {
    byte[] header = Content.bytes(700);
    byte[] trailer = Content.bytes(20);
    for (int size : new int[] {0, 1, 300_000}) {
      byte[] content = Content.bytes(size);
      checkReceive(
          it,
          content,
          request -> request.header(ByteBuffer.wrap(header)).trailer(ByteBuffer.wrap(trailer)),
          size,
          join(header, content, trailer));
    }
  }

  private static void checkReceive(
      ReceiveCase it,
      byte[] sent,
      UnaryOperator<TransferRequest> variation,
      int contentBytes,
      byte[] written)
      throws Exception {
    Path file = newFile();
    try (Feed feed = it.source().open();
        FileTargetKind.Opened opened = it.target().open(file)) {
      Task<Void> sender = feed.sendAll(sent);
      TransferRequest request = variation.apply(opened.request(feed.from()));
      TransferResult result = it.thread().call(() -> it.sendfile().transfer(request));
      checkResult(it, result, contentBytes, written.length);
      checkEnds(feed, opened, written.length);
      sender.await();
    }
    assertArrayEquals(it.target().expected(BEFORE, written), Files.readAllBytes(file));
    Files.delete(file);
  }

  private static Path newFile() throws IOException {
    return Files.write(Files.createTempFile(folder, "received", ".bin"), BEFORE);
  }

  private static void checkResult(ReceiveCase it, TransferResult result, int content, int all) {
    assertThat(result.contentBytes()).isEqualTo(content);
    assertThat(result.bytes()).isEqualTo(all);
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

  @ParameterizedTest
  @MethodSource(SOURCES)
  void whatComesInPiecesIsWaitedFor(ReceiveCase it) throws Exception {
    byte[] content = Content.bytes(100_000);
    Path file = newFile();
    try (Feed feed = it.source().open()) {
      TransferRequest request = feed.from().to(file);
      Task<TransferResult> task = it.thread().start(() -> it.sendfile().transfer(request));
      for (int at = 0; at < content.length; at += 25_000) {
        feed.sendNow(Arrays.copyOfRange(content, at, at + 25_000));
        Until.size(file, at + 25_000); // nothing of it is held back until more comes
      }
      feed.end();
      assertThat(task.await().bytes()).isEqualTo(content.length);
    }
    assertArrayEquals(content, Files.readAllBytes(file));
  }

  @ParameterizedTest
  @MethodSource(EACH)
  void anEarlyEndIsATruncationAndWhatCameIsInTheFile(ReceiveCase it) throws Exception {
    for (int size : new int[] {0, 1, 4097, 300_000}) {
      checkEarlyEnd(it, size);
    }
  }

  private static void checkEarlyEnd(ReceiveCase it, int size) throws Exception {
    byte[] content = Content.bytes(size);
    Path file = newFile();
    try (Feed feed = it.source().open();
        FileTargetKind.Opened opened = it.target().open(file)) {
      Task<Void> sender = feed.sendAll(content);
      TransferRequest request = opened.request(feed.from()).range(0, size + 1);
      TruncatedSourceException failure =
          it.thread()
              .start(() -> it.sendfile().transfer(request))
              .awaitFailure(TruncatedSourceException.class, PATIENCE);
      assertThat(failure).hasMessageContaining("ended before the " + (size + 1) + " bytes");
      assertThat(failure.bytesTransferred()).isEqualTo(size);
      assertThat(failure.bytesTransferredAtMost()).isEqualTo(size);
      assertThat(failure.bytesRequested()).isEqualTo(size + 1);
      assertThat(failure.strategy()).hasValue(it.strategy());
      assertThat(failure.undelivered().hasRemaining()).isFalse();
      sender.await();
    }
    assertArrayEquals(it.target().expected(BEFORE, content), Files.readAllBytes(file));
  }

  @ParameterizedTest
  @MethodSource(TCP)
  void aResetIsNeverTakenForTheEnd(ReceiveCase it) throws Exception {
    byte[] content = Content.bytes(50_000);
    Path file = newFile();
    try (Feed feed = it.source().open()) {
      TransferRequest request = feed.from().to(file); // without a length, an end would be fine
      Task<TransferResult> task = it.thread().start(() -> it.sendfile().transfer(request));
      feed.sendNow(content);
      Until.size(file, content.length);
      feed.reset();
      TransferException failure = task.awaitFailure(TransferException.class, PATIENCE);
      assertThat(failure).hasMessageContainingAll("reading from the source", "failed");
      assertThat(failure.bytesTransferred()).isEqualTo(content.length);
      assertThat(failure.bytesTransferredAtMost()).isEqualTo(content.length);
      assertThat(failure.strategy()).hasValue(it.strategy());
    }
    assertArrayEquals(content, Files.readAllBytes(file));
  }

  /** The three one-liners. */
  @ParameterizedTest
  @EnumSource(
      value = FeedKind.class,
      names = {"TCP_BLOCKING", "PLAIN_SOCKET", "STREAM"})
  void oneLinersReceive(FeedKind kind) throws Exception {
    byte[] content = Content.bytes(10_000);
    Path file = newFile();
    try (Feed feed = kind.open()) {
      Task<Void> sender = feed.sendAll(content);
      TransferResult result =
          ThreadKind.PLATFORM.call(
              () ->
                  switch (kind) {
                    case PLAIN_SOCKET -> Sendfile.receive(feed.source(Socket.class), file);
                    case STREAM -> Sendfile.receive(feed.source(InputStream.class), file);
                    default -> Sendfile.receive(feed.source(ReadableByteChannel.class), file);
                  });
      assertThat(result.bytes()).isEqualTo(content.length);
      sender.await();
    }
    assertArrayEquals(content, Files.readAllBytes(file));
  }
}
