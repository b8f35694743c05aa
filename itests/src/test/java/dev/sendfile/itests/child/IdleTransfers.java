package dev.sendfile.itests.child;

import dev.sendfile.Advance;
import dev.sendfile.FileSource;
import dev.sendfile.Sendfile;
import dev.sendfile.Transfer;
import dev.sendfile.TransferRequest;
import dev.sendfile.tck.fixture.Content;
import dev.sendfile.tck.fixture.Line;
import dev.sendfile.tck.fixture.Resources;
import dev.sendfile.tck.fixture.TargetKind;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Opens many transfers that wait for a target which takes nothing, and prints what each of them
 * holds, heap and direct memory together. The file and the socket are shared: those are the
 * caller's.
 */
public final class IdleTransfers {

  private IdleTransfers() {}

  /** Arguments: strategy, how many, the most bytes that each may hold. */
  public static void main(String[] args) throws Exception {
    int count = Integer.parseInt(args[1]);
    Path file = Content.file(Files.createTempDirectory("idle"), 8 << 20);
    Sendfile sendfile = Sendfile.getDefault().withForce(args[0]);
    List<Transfer> transfers = new ArrayList<>(count);
    try (FileSource source = FileSource.open(file);
        Line line = TargetKind.TCP_NON_BLOCKING.openNarrow()) {
      TransferRequest request = TransferRequest.from(source).to(line.target(SocketChannel.class));
      add(transfers, sendfile.open(request)); // fills the socket
      long before = used();
      for (int i = 0; i < count; i++) {
        add(transfers, sendfile.open(request));
      }
      long each = (used() - before) / count;
      System.out.println(args[0] + ": " + each + " bytes for each idle transfer");
      if (each > Long.parseLong(args[2])) {
        System.exit(1);
      }
      transfers.forEach(Transfer::close);
    } finally {
      Files.delete(file);
      Files.delete(file.getParent());
    }
  }

  private static void add(List<Transfer> transfers, Transfer transfer) throws Exception {
    Advance answer = transfer.advance();
    if (answer != Advance.TARGET_WRITABLE) {
      throw new AssertionError("the target was not full: " + answer);
    }
    transfers.add(transfer);
  }

  private static long used() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory() + Resources.directMemory();
  }
}
