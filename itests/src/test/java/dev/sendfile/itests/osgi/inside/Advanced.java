package dev.sendfile.itests.osgi.inside;

import dev.sendfile.Sendfile;
import dev.sendfile.Transfer;
import dev.sendfile.TransferException;
import dev.sendfile.TransferRequest;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.util.function.Function;

/** A transfer in an event loop: opened with a file and a channel, advanced by each call. */
public final class Advanced implements Function<Object[], String> {

  private Transfer transfer;

  @Override
  public String apply(Object[] arguments) {
    try {
      if (transfer == null) {
        transfer =
            Sendfile.getDefault()
                .open(
                    TransferRequest.from((Path) arguments[0])
                        .to((WritableByteChannel) arguments[1]));
      }
      return transfer.advance().toString();
    } catch (TransferException e) {
      return e.getClass().getSimpleName() + ": " + e.getMessage();
    }
  }
}
