package dev.sendfile.cli;

import dev.sendfile.Transfer;
import dev.sendfile.TransferException;
import dev.sendfile.TransferResult;
import java.io.Closeable;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/**
 * What Ctrl-C does while the command runs: it cancels the transfer, so that no temporary file stays
 * behind, and lets the command give its account as for any other failure before the JVM ends.
 */
final class Interrupts implements AutoCloseable {

  /** What one who pressed Ctrl-C may be kept waiting. */
  private static final long PATIENCE_SECONDS = 2;

  private final CountDownLatch over = new CountDownLatch(1);
  private final Thread hook = new Thread(this::end, "interrupt");
  private final StopSignals signals;
  private volatile @Nullable Failures failures;
  private volatile @Nullable Runnable stop;
  private volatile boolean happened;

  private Interrupts(StopSignals signals) {
    this.signals = signals;
  }

  static Interrupts install(StopSignals signals) {
    Interrupts interrupts = new Interrupts(signals);
    Runtime.getRuntime().addShutdownHook(interrupts.hook);
    return interrupts;
  }

  /** From now on an interrupt that nothing else tells of is told by them. */
  void tellsBy(Failures tellers) {
    failures = tellers;
  }

  /** Runs a transfer that an interrupt cancels. */
  TransferResult run(Transfer transfer) throws TransferException {
    stop = transfer::cancel;
    TransferResult result = transfer.run();
    stop = null; // after a failure it stays: its account is still to be given
    return result;
  }

  /** From now on an interrupt closes what the command waits for. */
  void closes(Closeable waitedFor) {
    stop =
        () -> {
          try {
            waitedFor.close();
          } catch (IOException e) {
            // who waits for it finds out
          }
        };
  }

  /** From now on an interrupt just ends the JVM. */
  void release() {
    stop = null;
  }

  /** Whether the JVM was told to end while something could be stopped. */
  boolean happened() {
    return happened;
  }

  /** What a failure ends with: the JVM is told by a signal, or it is one like any other. */
  int exitCode() {
    return signals.exitCode().orElse(CommandLine.ExitCode.SOFTWARE);
  }

  private void end() {
    Failures tellers = failures;
    Runnable known = stop;
    if (known == null) {
      if (tellers != null) {
        tellers.interrupted();
      }
      return;
    }
    happened = true;
    known.run();
    try {
      if (!over.await(PATIENCE_SECONDS, TimeUnit.SECONDS) && tellers != null) {
        tellers.tell(
            "sendfile",
            new CommandException(
                "interrupted before the transfer could be stopped",
                "see what the target holds",
                null));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The command has said all that it has to say. */
  @Override
  public void close() {
    over.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // the JVM is ending, and the hook does its work
    }
  }
}
