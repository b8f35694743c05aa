package dev.sendfile.cli;

import dev.sendfile.Sendfile;
import dev.sendfile.Transfer;
import dev.sendfile.TransferException;
import dev.sendfile.TransferRequest;
import dev.sendfile.TransferResult;
import java.io.IOException;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Sends a file to a receiver that listens somewhere. */
@Command(
    name = "send",
    description = "Send a file to a receiver that listens on a TCP port.",
    footer = {
      "",
      "Ends its side of the connection after the last byte and waits until the receiver"
          + " ends the other. The time and the MB/s (millions of bytes a second) include that wait."
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class SendCommand implements Callable<Integer> {

  private static final double NANOS_PER_SECOND = 1e9;

  @ParentCommand private SendfileCommand root;
  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "FILE", description = "The file to send.")
  private Path file;

  @Parameters(
      index = "1",
      paramLabel = "HOST:PORT",
      converter = Address.Converter.class,
      description = "The receiver, like localhost:9000 or [::1]:9000.")
  private Address to;

  @Mixin private RangeOptions range;
  @Mixin private ForceOption force;
  @Mixin private TuningOptions tuning;

  @Option(names = "--json", description = "Print the result as one JSON object.")
  private boolean json;

  private record Report(
      String strategy,
      String technique,
      String route,
      long bytes,
      double seconds,
      List<String> passedOver) {

    static Report of(TransferResult result, double seconds) {
      return new Report(
          result.strategy(),
          result.technique(),
          result.route().toString(),
          result.bytes(),
          seconds,
          result.passedOver().stream().map(it -> it.strategy() + ": " + it.reason()).toList());
    }

    String line() {
      return String.format(
          Locale.ROOT,
          "%d bytes in %.3f s, %s MB/s, by %s (%s)%s",
          bytes,
          seconds,
          new Speed(bytes, seconds),
          strategy,
          technique,
          passedOver.isEmpty() ? "" : ", after " + String.join(", ", passedOver));
    }
  }

  @Override
  public Integer call() throws CommandException, IOException {
    Sendfile sendfile = tuning.of(force.of(root.sendfile(spec)));
    long total = check(sendfile);
    SendFailures failures = new SendFailures(file, to, tuning.timeoutMillis(), total);
    try (SocketChannel socket = to.connect(tuning.timeoutMillis())) {
      long began = System.nanoTime();
      TransferResult result = send(sendfile, socket, failures);
      awaitEnd(socket, result.bytes(), failures);
      Report report = Report.of(result, (System.nanoTime() - began) / NANOS_PER_SECOND);
      spec.commandLine().getOut().println(json ? Json.of(report) : report.line());
    }
    return spec.exitCodeOnSuccess();
  }

  /**
   * Finds out what would go wrong with the file before anyone is called: a receiver takes a
   * connection without bytes for an empty file. A FIFO is left alone, as it can be opened only
   * once.
   *
   * @return the bytes to send; -1 where only the end of the file tells
   */
  private long check(Sendfile sendfile) throws TransferException {
    if (Files.exists(file) && !Files.isRegularFile(file) && !Files.isDirectory(file)) {
      return -1;
    }
    return sendfile
        .explain(range.of(TransferRequest.from(file).to(OutputStream.nullOutputStream())))
        .length();
  }

  private TransferResult send(Sendfile sendfile, SocketChannel socket, SendFailures failures)
      throws CommandException, TransferException {
    long total = failures.total();
    TransferRequest request = range.of(TransferRequest.from(file).to(socket));
    InterruptNote note =
        new InterruptNote(spec.qualifiedName(), total, spec.commandLine().getErr());
    try (ProgressDisplay progress = json ? null : ProgressDisplay.onTerminal(file, total);
        Transfer transfer =
            sendfile.open(progress == null ? request : request.listener(progress))) {
      return note.run(transfer);
    } catch (TransferException e) {
      if (e.strategy().isEmpty()) {
        throw e; // refused before a byte moved: its own message says all there is
      }
      throw failures.underWay(e);
    }
  }

  /** Ends this side of the connection, and waits until the receiver has ended the other. */
  private void awaitEnd(SocketChannel socket, long sent, SendFailures failures)
      throws CommandException {
    try {
      socket.shutdownOutput();
      socket.socket().setSoTimeout(tuning.timeoutMillis());
      socket.socket().getInputStream().transferTo(OutputStream.nullOutputStream());
    } catch (SocketTimeoutException e) {
      throw failures.noEnd(sent, e);
    } catch (IOException e) {
      throw failures.brokenOff(sent, e);
    }
  }
}
