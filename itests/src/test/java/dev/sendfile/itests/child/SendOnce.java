package dev.sendfile.itests.child;

import dev.sendfile.Sendfile;
import dev.sendfile.TransferRequest;
import dev.sendfile.tck.fixture.Content;
import dev.sendfile.tck.fixture.Line;
import dev.sendfile.tck.fixture.Receiver;
import dev.sendfile.tck.fixture.TargetKind;
import java.nio.file.Files;
import java.nio.file.Path;

/** Sends a file with the default instance and prints the strategy, or the error. */
public final class SendOnce {

  private SendOnce() {}

  public static void main(String[] args) throws Exception {
    Path file = Content.file(Files.createTempDirectory("once"), Integer.parseInt(args[0]));
    try (Line line = TargetKind.TCP_BLOCKING.open();
        Receiver receiver = Receiver.eager(line)) {
      TransferRequest request = line.to(TransferRequest.from(file));
      System.out.println("ran " + Sendfile.getDefault().transfer(request).strategy());
      receiver.awaitCount(Files.size(file));
    } catch (IllegalArgumentException e) {
      System.out.println("refused " + e.getMessage());
    } finally {
      Files.delete(file);
      Files.delete(file.getParent());
    }
  }
}
