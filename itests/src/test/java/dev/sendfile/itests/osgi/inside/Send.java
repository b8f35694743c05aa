package dev.sendfile.itests.osgi.inside;

import dev.sendfile.PreparedTarget;
import dev.sendfile.Sendfile;
import dev.sendfile.TransferException;
import dev.sendfile.TransferRequest;
import dev.sendfile.TransferResult;
import dev.sendfile.TransferSource;
import java.nio.channels.SocketChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.util.function.Function;

/**
 * Sends a file: file, channel, optionally what to force. Answers the strategy, then those that were
 * passed over, each with its reason; or the exception.
 */
public final class Send implements Function<Object[], String> {

  @Override
  public String apply(Object[] arguments) {
    Sendfile sendfile = Sendfile.getDefault();
    if (arguments.length > 2) {
      sendfile = sendfile.withForce((String) arguments[2]);
    }
    TransferSource source = TransferRequest.from((Path) arguments[0]);
    WritableByteChannel target = (WritableByteChannel) arguments[1];
    try (PreparedTarget prepared =
        target instanceof SocketChannel socket ? PreparedTarget.of(socket) : null) {
      TransferResult result =
          sendfile.transfer(prepared == null ? source.to(target) : source.to(prepared));
      StringBuilder text = new StringBuilder(result.strategy());
      result.passedOver().forEach(it -> text.append(" | ").append(it));
      return text.toString();
    } catch (TransferException e) {
      return e.getClass().getSimpleName() + ": " + e.getMessage();
    }
  }
}
