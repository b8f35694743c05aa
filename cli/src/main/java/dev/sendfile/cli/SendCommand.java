package dev.sendfile.cli;

import dev.sendfile.Sendfile;
import dev.sendfile.TransferException;
import dev.sendfile.TransferRequest;
import dev.sendfile.TransferResult;
import java.io.IOException;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
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

  @ParentCommand private SendfileCommand root;
  @Spec private CommandSpec spec;

  @Parameters(
      index = "0",
      paramLabel = "FILE",
      converter = Input.Converter.class,
      description = "The file to send; - for standard input.")
  private Input file;

  @Parameters(
      index = "1",
      paramLabel = "HOST:PORT",
      converter = Address.Converter.class,
      description = "The receiver, like localhost:9000 or [::1]:9000.")
  private Address to;

  @Option(
      names = "--write-timeout",
      paramLabel = "TIME",
      converter = DurationConverter.class,
      description = "Give up when the receiver does nothing for so long (default: wait).")
  private @Nullable Duration timeout;

  @Mixin private RangeOptions range;
  @Mixin private ChecksumOption checksum;
  @Mixin private ForceOption force;
  @Mixin private TuningOptions tuning;

  @Override
  public Integer call() throws CommandException, IOException {
    range.check(file);
    Sendfile tuned = tuning.of(force.of(root.sendfile(spec)));
    Sendfile sendfile = timeout == null ? tuned : tuned.withWriteTimeout(timeout);
    int timeoutMillis = TimeoutMillis.of(timeout);
    long total = file.check(sendfile, range);
    SendFailures failures = new SendFailures(file, to, timeoutMillis, total, range, spec);
    try (SocketChannel socket = to.connect(timeoutMillis)) {
      Report report = send(new Job(root, sendfile, name(), total), socket, failures);
      report.print(spec.commandLine().getOut(), root.json());
    }
    return spec.exitCodeOnSuccess();
  }

  private String name() {
    Path path = file.path();
    return path == null ? file.toString() : String.valueOf(path.getFileName());
  }

  private Report send(Job job, SocketChannel socket, SendFailures failures)
      throws CommandException, IOException {
    long began = System.nanoTime();
    Path path = file.path();
    if (!checksum.wanted() || (path != null && file.rereadable())) {
      TransferResult result = run(job, range.of(file.request().to(socket)), failures);
      awaitEnd(socket, result.bytes(), failures);
      double seconds = Job.secondsSince(began);
      Sha256 sha256 =
          checksum.wanted() && path != null
              ? Sha256.of(path, range.offset(), result.bytes())
              : null;
      return Report.of(result, seconds, sha256);
    }
    Sha256 passing = new Sha256();
    try (ReadableByteChannel source = file.open()) {
      TransferRequest request = TransferRequest.from(passing.through(source)).to(socket);
      TransferResult result = run(job, range.of(request), failures);
      awaitEnd(socket, result.bytes(), failures);
      return Report.of(result, Job.secondsSince(began), passing);
    }
  }

  private static TransferResult run(Job job, TransferRequest request, SendFailures failures)
      throws CommandException, TransferException {
    try {
      return job.run(request);
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
    root.interrupts().closes(socket);
    try {
      socket.shutdownOutput();
      socket.socket().setSoTimeout(TimeoutMillis.of(timeout));
      socket.socket().getInputStream().transferTo(OutputStream.nullOutputStream());
      root.interrupts().release();
    } catch (SocketTimeoutException e) {
      throw failures.noEnd(sent, e);
    } catch (IOException e) {
      throw failures.brokenOff(sent, e);
    }
  }
}
