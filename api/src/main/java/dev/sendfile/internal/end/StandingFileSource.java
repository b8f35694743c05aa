package dev.sendfile.internal.end;

import java.io.IOException;
import java.nio.channels.FileChannel;

/**
 * The file behind a {@code FileInputStream} or a descriptor, from where that stands. It is read at
 * positions, as any file; its owner sees it moved on when the transfer has ended.
 */
final class StandingFileSource extends ChannelFileSource {

  private final long start;

  StandingFileSource(FileChannel channel, long start) {
    super(channel);
    this.start = start;
  }

  @Override
  public long start() {
    return start;
  }

  @Override
  public void consumedUpTo(long position) throws IOException {
    if (channel.isOpen()) {
      channel.position(position);
    }
  }

  @Override
  public String describe() {
    return "the source file";
  }
}
