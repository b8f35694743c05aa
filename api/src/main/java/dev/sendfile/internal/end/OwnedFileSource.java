package dev.sendfile.internal.end;

import java.nio.channels.FileChannel;

/** A caller's file that he has given to one transfer: closing it harms nobody else. */
final class OwnedFileSource extends ChannelFileSource {

  OwnedFileSource(FileChannel channel) {
    super(channel);
  }

  @Override
  public boolean owned() {
    return true;
  }
}
