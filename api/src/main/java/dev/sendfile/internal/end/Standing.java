package dev.sendfile.internal.end;

import java.nio.channels.FileChannel;

/**
 * A file channel that was handed over as a source like any other channel: from where it stands.
 *
 * @param channel the channel
 */
public record Standing(FileChannel channel) {

  @Override
  public String toString() {
    return channel.toString();
  }
}
