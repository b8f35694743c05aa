package dev.sendfile.itests.child;

import dev.sendfile.Sendfile;
import dev.sendfile.TransferRequest;
import dev.sendfile.TransferResult;
import dev.sendfile.itests.fixture.CpuTime;
import dev.sendfile.tck.fixture.Content;
import dev.sendfile.tck.fixture.Idle;
import dev.sendfile.tck.fixture.Line;
import dev.sendfile.tck.fixture.Receiver;
import dev.sendfile.tck.fixture.TargetKind;
import dev.sendfile.tck.fixture.Task;
import dev.sendfile.tck.fixture.ThreadKind;
import dev.sendfile.tck.fixture.Timing;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Sends to stalled receivers as the first operation of virtual threads, more of them than there are
 * carriers, and checks that another virtual thread is served meanwhile, that nothing spins, and
 * that all arrives in the end.
 */
public final class StalledCarriers {

  private static final int SIZE = 512 << 10;

  private StalledCarriers() {}

  /**
   * Takes a strategy, a kind of target, how many shall stall, and the most CPU time in milliseconds
   * a second.
   */
  public static void main(String[] args) throws Exception {
    Sendfile sendfile = Sendfile.getDefault().withForce(args[0]);
    TargetKind kind = TargetKind.valueOf(args[1]);
    int count = Integer.parseInt(args[2]);
    long mostCpuMillis = Long.parseLong(args[3]);
    Path file = Content.file(Files.createTempDirectory("stalled"), SIZE);
    List<Line> lines = new ArrayList<>();
    List<Receiver> receivers = new ArrayList<>();
    List<Task<TransferResult>> tasks = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Line line = kind.openNarrow();
      lines.add(line);
      receivers.add(Receiver.stallingAfter(line, 1));
    }
    for (Line line : lines) {
      TransferRequest request = line.to(TransferRequest.from(file));
      tasks.add(ThreadKind.VIRTUAL.start(() -> sendfile.transfer(request)));
    }
    for (Receiver receiver : receivers) {
      receiver.awaitCount(1);
    }
    long began = System.nanoTime();
    ThreadKind.VIRTUAL.start(() -> null).await();
    System.out.println("started another in " + millisSince(began) + " ms");
    try (Line line = kind.open();
        Receiver receiver = Receiver.eager(line)) {
      TransferRequest request = line.to(TransferRequest.from(file));
      ThreadKind.VIRTUAL.start(() -> sendfile.transfer(request)).await();
      receiver.awaitCount(SIZE);
    }
    System.out.println("served another in " + millisSince(began) + " ms");
    Idle.await(
        CpuTime::ofProcess,
        Duration.ofSeconds(1),
        Duration.ofMillis(mostCpuMillis),
        Timing.patience());
    for (Receiver receiver : receivers) {
      receiver.release();
    }
    for (int i = 0; i < count; i++) {
      tasks.get(i).await();
      lines.get(i).finish();
      if (!java.util.Arrays.equals(Content.bytes(SIZE), receivers.get(i).awaitEnd())) {
        throw new AssertionError("other bytes arrived");
      }
    }
    System.out.println("all arrived");
    Files.delete(file);
    Files.delete(file.getParent());
    System.exit(0);
  }

  private static long millisSince(long nanoTime) {
    return (System.nanoTime() - nanoTime) / 1_000_000;
  }
}
