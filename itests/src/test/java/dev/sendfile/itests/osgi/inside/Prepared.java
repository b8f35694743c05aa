package dev.sendfile.itests.osgi.inside;

import dev.sendfile.FileSource;
import dev.sendfile.Sendfile;
import dev.sendfile.Transfer;
import dev.sendfile.TransferException;
import dev.sendfile.TransferRequest;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.util.function.Function;

/** A prepared file that is kept mapped, in the hands of a user bundle. */
public final class Prepared implements Function<Object[], String> {

  private FileSource file;
  private Transfer transfer;

  /**
   * Opens a path, sends to a channel, or, without an argument, closes. With a channel and what to
   * force, begins a transfer that "run" runs; it is held from then on.
   */
  @Override
  public String apply(Object[] arguments) {
    try {
      if (arguments.length == 0) {
        file.close();
        return "closed";
      }
      if (arguments[0] instanceof Path path) {
        file = FileSource.builder(path).mapped().open();
        return "opened";
      }
      if (arguments[0].equals("run")) {
        return transfer.run().strategy();
      }
      if (arguments.length == 2) {
        transfer =
            Sendfile.getDefault()
                .withForce((String) arguments[1])
                .open(TransferRequest.from(file).to((WritableByteChannel) arguments[0]));
        return "begun";
      }
      return Sendfile.getDefault()
          .transfer(TransferRequest.from(file).to((WritableByteChannel) arguments[0]))
          .strategy();
    } catch (TransferException e) {
      return e.toString();
    }
  }
}
