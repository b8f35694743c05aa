package dev.sendfile.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.sendfile.Sendfile;
import dev.sendfile.TransferResult;
import dev.sendfile.tck.fixture.Content;
import dev.sendfile.tck.fixture.Feed;
import dev.sendfile.tck.fixture.FeedKind;
import dev.sendfile.tck.fixture.Line;
import dev.sendfile.tck.fixture.Receiver;
import dev.sendfile.tck.fixture.SourceKind;
import dev.sendfile.tck.fixture.TargetKind;
import dev.sendfile.tck.fixture.Task;
import dev.sendfile.tck.fixture.ThreadKind;
import java.io.BufferedOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the facade adds to a transfer: the static methods, and the flush of a buffered target. */
class OneLinerIT {

  @TempDir Path folder;

  /** The three that receive. */
  @ParameterizedTest
  @EnumSource(
      value = FeedKind.class,
      names = {"TCP_BLOCKING", "PLAIN_SOCKET", "STREAM"})
  void oneLinersReceive(FeedKind kind) throws Exception {
    byte[] content = Content.bytes(10_000);
    Path file = folder.resolve("received");
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

  @ParameterizedTest
  @EnumSource(SourceKind.class)
  void whatTheTargetHasBufferedGoesFirst(SourceKind source) throws Exception {
    try (Line line = TargetKind.STREAM.open();
        SourceKind.Opened opened = source.open(Content.file(folder, 4097));
        Receiver receiver = Receiver.eager(line)) {
      OutputStream buffered = new BufferedOutputStream(line.target(OutputStream.class), 100);
      buffered.write(new byte[] {1, 2, 3});
      Sendfile.getDefault().transfer(opened.from().to(buffered));
      buffered.flush();
      line.finish();
      assertThat(receiver.awaitEnd())
          .isEqualTo(Content.join(new byte[] {1, 2, 3}, Content.bytes(4097)));
    }
  }
}
