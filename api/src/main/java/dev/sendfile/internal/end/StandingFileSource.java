package dev.sendfile.internal.end;

import java.io.FileInputStream;
import java.io.IOException;

/**
 * The file behind a {@code FileInputStream} or a descriptor, from where that stands. It is read at
 * positions, as any file; its owner sees it moved on when the transfer has ended.
 */
final class StandingFileSource extends ChannelFileSource {

  private final FileInputStream stream;
  private final long start;

  StandingFileSource(FileInputStream stream, long start) {
    super(stream.getChannel());
    this.stream = stream;
    this.start = start;
  }

  @Override
  public long start() {
    return start;
  }

  /** By the stream: to move the channel on closes it where the thread was interrupted. */
  @Override
  public void consumedUpTo(long position) throws IOException {
    if (channel.isOpen()) {
      stream.skipNBytes(position - start);
    }
  }

  @Override
  public String describe() {
    return "the source file";
  }
}
