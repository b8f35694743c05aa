package dev.sendfile.itests.nativecalls;

import dev.sendfile.FileSource;
import dev.sendfile.TransferRequest;
import dev.sendfile.tck.fixture.FeedKind;
import dev.sendfile.tck.fixture.TargetKind;
import java.nio.file.Path;

/** What waits for what, until its channel is closed. */
enum Attack {
  SEND("native-sendfile"),
  SEND_TO_UNIX("native-sendfile"),
  SEND_PREPARED("native-sendfile"),
  RECEIVE("native-splice"),
  RECEIVE_FROM_UNIX("native-splice"),
  PUMP("native-splice");

  private final String strategy;

  Attack(String strategy) {
    this.strategy = strategy;
  }

  /** Who is forced to serve it. */
  String strategy() {
    return strategy;
  }

  /** Begins one, with files in a folder; the content of the source is that of the file. */
  Blocked begin(Path folder, Path file, byte[] content, FileSource prepared) throws Exception {
    return switch (this) {
      case SEND -> BlockedSend.to(TargetKind.TCP_BLOCKING, TransferRequest.from(file), content);
      case SEND_TO_UNIX ->
          BlockedSend.to(TargetKind.UNIX_BLOCKING, TransferRequest.from(file), content);
      case SEND_PREPARED -> BlockedSend.prepared(TargetKind.TCP_BLOCKING, prepared, content);
      case RECEIVE -> new BlockedReceive(FeedKind.TCP_BLOCKING, folder);
      case RECEIVE_FROM_UNIX -> new BlockedReceive(FeedKind.UNIX_BLOCKING, folder);
      case PUMP -> BlockedPump.between(content);
    };
  }
}
