package dev.sendfile.itests.soak;

import dev.sendfile.FileSource;
import dev.sendfile.TransferRequest;
import dev.sendfile.TransferSource;
import dev.sendfile.tck.fixture.FileSourceKind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SelectableChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.SplittableRandom;
import java.util.concurrent.Executor;

/** A file: one that all share, or one of the transfer's own that it may change. */
final class FileOrigin implements Origin {

  private final FileSourceKind kind;
  private final boolean explicit;
  private final boolean owned;
  private final Path file;
  private final Pattern.Part content;
  private final FileSourceKind.Opened opened;
  private final FileSource prepared;
  private final Ground shared;

  FileOrigin(Choices choices, Ground ground, SplittableRandom random) throws IOException {
    shared = choices.sharedSource ? ground : null;
    kind = choices.file;
    boolean changes =
        choices.fault == Fault.SOURCE_TRUNCATED || choices.fault == Fault.SOURCE_GROWN;
    explicit = choices.explicitLength || changes;
    owned = choices.owned;
    int length = choices.length;
    boolean fits = length + FileSourceKind.POSITION <= Ground.SMALL;
    int size =
        choices.mapped && fits && !choices.sharedSource ? Ground.SMALL : ground.pattern().size();
    int room = size - length - FileSourceKind.POSITION;
    int from = FileSourceKind.POSITION + random.nextInt(room + 1);
    if (changes || kind.isStanding()) {
      from = FileSourceKind.POSITION;
    } else if (!explicit) {
      from = size - length;
    }
    content = new Pattern.Part(from, length);
    if (changes || (kind.isStanding() && !explicit)) {
      file = ground.folder(choices.number).resolve("source.bin");
      int all = content.to() + (explicit ? choices.extra : 0);
      ground.pattern().write(file, new Pattern.Part(0, Math.min(all, ground.pattern().size())));
    } else {
      file = size == Ground.SMALL ? ground.small() : ground.large();
    }
    boolean maps = shared == null && kind == FileSourceKind.FILE_SOURCE && choices.mapped;
    prepared = maps ? FileSource.builder(file).mapped().open() : null;
    opened = maps || shared != null ? null : kind.open(file);
  }

  @Override
  public Pattern.Part content() {
    return content;
  }

  @Override
  public TransferSource from() {
    if (shared != null) {
      return kind == FileSourceKind.FILE_CHANNEL
          ? TransferRequest.from(shared.channel())
          : TransferRequest.from(shared.source());
    }
    if (prepared != null) {
      return TransferRequest.from(prepared);
    }
    return owned ? opened.from().owned() : opened.from();
  }

  @Override
  public TransferRequest range(TransferRequest request) {
    long offset = offset();
    return explicit ? request.range(offset, content.length()) : request.offset(offset);
  }

  /** Where the content begins, for the library. */
  long offset() {
    return kind.isStanding() ? 0 : content.from();
  }

  boolean isExplicit() {
    return explicit;
  }

  /** The channel that the caller has; {@code null} for none, or one that is read as it stands. */
  FileChannel channel() {
    if (kind != FileSourceKind.FILE_CHANNEL) {
      return null;
    }
    return shared != null ? shared.channel() : opened.channel();
  }

  /** The source that is kept open and mapped; {@code null} for none. */
  FileSource prepared() {
    return prepared;
  }

  @Override
  public SelectableChannel selectable() {
    return null;
  }

  @Override
  public void begin(Peer peer, Executor on) {}

  @Override
  public void closeSource() throws IOException {
    close();
  }

  /** Leaves a part of the content. */
  void truncate(int left) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(content.from() + (long) left);
    }
  }

  void grow() throws IOException {
    Files.write(file, ByteBuffer.allocate(10_000).array(), StandardOpenOption.APPEND);
  }

  @Override
  public void check(Choices choices, Expected expected, Account account, Complaints complaints)
      throws IOException {
    if (shared != null) {
      checkShared(complaints);
      return;
    }
    FileChannel channel = opened == null ? null : opened.channel();
    if (channel == null || choices.fault == Fault.SOURCE_CLOSED) { // which may happen only now
      return;
    }
    if (!channel.isOpen()) {
      complaints.require(!account.completed(), "the source was closed");
    } else if (account.exact()) {
      int sent = expected.contentWithin(account.least());
      complaints.require(
          opened.standsAfter(sent),
          "the source stands at %d after %d bytes",
          channel.position(),
          sent);
    }
  }

  /** Whatever became of one transfer, the others go on. */
  private void checkShared(Complaints complaints) throws IOException {
    boolean open = shared.channel().isOpen();
    complaints.require(open, "the channel that others read was closed");
    complaints.require(
        !open || shared.channel().position() == FileSourceKind.POSITION,
        "the channel that others read was moved");
  }

  @Override
  public void close() throws IOException {
    if (prepared != null) {
      prepared.close();
    } else if (opened != null) {
      opened.close();
    }
  }
}
