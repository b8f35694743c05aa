package dev.sendfile.internal.end;

import java.io.IOException;
import java.nio.channels.FileChannel;

/**
 * A file channel that was handed over as any other channel, from where it stands. It is read at
 * positions, as any file; its owner sees it moved on when the transfer has ended.
 */
class StandingChannelSource extends ChannelFileSource {

  private final long start;

  StandingChannelSource(FileChannel channel, long start) {
    super(channel);
    this.start = start;
  }

  @Override
  public long start() {
    return start;
  }

  /** The JDK closes a channel that an interrupted thread moves: the flag is set again behind it. */
  @Override
  public void consumedUpTo(long position) throws IOException {
    boolean interrupted = Thread.interrupted();
    try {
      if (channel.isOpen()) {
        channel.position(position);
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
