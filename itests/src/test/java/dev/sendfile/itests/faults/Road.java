package dev.sendfile.itests.faults;

import dev.sendfile.FileSource;
import dev.sendfile.PreparedTarget;
import dev.sendfile.TransferRequest;
import dev.sendfile.tck.fixture.Content;
import dev.sendfile.tck.fixture.Feed;
import dev.sendfile.tck.fixture.FeedKind;
import dev.sendfile.tck.fixture.Line;
import dev.sendfile.tck.fixture.Receiver;
import dev.sendfile.tck.fixture.TargetKind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** The routes that trips are made on. */
public enum Road {
  /** A file to a socket. */
  SEND,
  /** A small file behind a header to a socket, both prepared. */
  SEND_SMALL,
  /** The same from a file that is kept mapped. */
  SEND_MAPPED,
  /** A socket to a file. */
  RECEIVE,
  /** A socket to a socket. */
  PUMP,
  /** A file to a file. */
  COPY;

  private static final int SMALL = 4_000;
  private static final byte[] HEADER = Content.bytes(300);

  /** Makes ready for a trip; of the small ones the size is settled. */
  public Trip open(Path folder, int size) throws IOException {
    return switch (this) {
      case SEND -> send(Content.file(folder, size), size);
      case SEND_SMALL -> sendPrepared(Content.file(folder, SMALL), false);
      case SEND_MAPPED -> sendPrepared(Content.file(folder, SMALL), true);
      case RECEIVE -> receive(folder, size);
      case PUMP -> pump(size);
      case COPY -> copy(folder, size);
    };
  }

  private static Trip send(Path file, int size) throws IOException {
    Line line = TargetKind.TCP_BLOCKING.open();
    Receiver receiver = Receiver.eager(line);
    return new Trip(
        line.to(TransferRequest.from(file)),
        Content.bytes(size),
        () -> endOf(line, receiver),
        List.of(file),
        null,
        List.of(line, receiver));
  }

  private static Trip sendPrepared(Path file, boolean mapped) throws IOException {
    FileSource.Builder builder = FileSource.builder(file);
    FileSource source = mapped ? builder.mapped().open() : builder.open();
    Line line = TargetKind.TCP_BLOCKING.open();
    Receiver receiver = Receiver.eager(line);
    PreparedTarget target = PreparedTarget.of(line.target(SocketChannel.class));
    return new Trip(
        TransferRequest.from(source).to(target).header(ByteBuffer.wrap(HEADER)),
        Content.join(HEADER, Content.bytes(SMALL)),
        () -> endOf(line, receiver),
        List.of(file),
        null,
        List.of(source, target, line, receiver));
  }

  private static Trip receive(Path folder, int size) throws IOException {
    Feed feed = FeedKind.TCP_BLOCKING.open();
    byte[] content = Content.bytes(size);
    feed.sendAll(content);
    Path file = Files.createTempFile(folder, "received", ".bin");
    return new Trip(
        feed.from().to(file).range(0, size),
        content,
        () -> Files.readAllBytes(file),
        List.of(file),
        feed,
        List.of(feed));
  }

  private static Trip pump(int size) throws IOException {
    Feed feed = FeedKind.TCP_BLOCKING.open();
    byte[] content = Content.bytes(size);
    feed.sendAll(content);
    Line line = TargetKind.TCP_BLOCKING.open();
    Receiver receiver = Receiver.eager(line);
    return new Trip(
        line.to(feed.from()).range(0, size),
        content,
        () -> endOf(line, receiver),
        List.of(),
        feed,
        List.of(feed, line, receiver));
  }

  private static Trip copy(Path folder, int size) throws IOException {
    Path from = Content.file(folder, size);
    Path to = Files.createTempFile(folder, "copied", ".bin");
    return new Trip(
        TransferRequest.from(from).to(to),
        Content.bytes(size),
        () -> Files.readAllBytes(to),
        List.of(from, to),
        null,
        List.of());
  }

  private static byte[] endOf(Line line, Receiver receiver) throws Exception {
    line.finish();
    return receiver.awaitEnd();
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
