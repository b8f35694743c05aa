package dev.sendfile.itests.osgi.inside;

import dev.sendfile.Sendfile;
import dev.sendfile.TransferException;
import dev.sendfile.TransferRequest;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.util.function.Function;

/** Explains what would become of a file and a channel. */
public final class Explain implements Function<Object[], String> {

  @Override
  public String apply(Object[] arguments) {
    try {
      return Sendfile.getDefault()
          .explain(TransferRequest.from((Path) arguments[0]).to((WritableByteChannel) arguments[1]))
          .toString();
    } catch (TransferException e) {
      return e.toString();
    }
  }
}
