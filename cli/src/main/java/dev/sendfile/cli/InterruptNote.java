package dev.sendfile.cli;

import dev.sendfile.Transfer;
import dev.sendfile.TransferException;
import dev.sendfile.TransferResult;
import java.io.PrintWriter;

/**
 * Says on Ctrl-C how far a transfer was. The JVM then ends, and with it the connection.
 *
 * @param command the name of the command that runs the transfer
 * @param total bytes that shall be sent, -1 where not known
 * @param err where to say it
 */
record InterruptNote(String command, long total, PrintWriter err) {

  TransferResult run(Transfer transfer) throws TransferException {
    Thread hook = new Thread(() -> write(transfer));
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      return transfer.run();
    } finally {
      remove(hook);
    }
  }

  private void write(Transfer transfer) {
    long accepted = transfer.bytesTransferred();
    err.println(); // away from a progress bar
    err.println(command + ": interrupted");
    err.println(new Accepted(accepted, accepted, total));
  }

  private static void remove(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // the JVM is ending, and the hook does its work
    }
  }
}
