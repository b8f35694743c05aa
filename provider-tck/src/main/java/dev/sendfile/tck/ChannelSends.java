package dev.sendfile.tck;

import dev.sendfile.tck.fixture.TargetKind;
import java.util.List;

/** What contracts are run with that send to channels of their own. */
public interface ChannelSends extends Sends {

  /**
   * Returns those of {@link #sendsOfPaths} to channels of which nobody knows more.
   *
   * @return the cases, with new witnesses at each call
   */
  default List<SendCase> sendsToChannels() {
    return sendsOfPaths().stream()
        .filter(it -> it.target() == TargetKind.CHANNEL_NON_BLOCKING)
        .toList();
  }
}
