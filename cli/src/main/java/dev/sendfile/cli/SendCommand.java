package dev.sendfile.cli;

import dev.sendfile.NoStrategyException;
import dev.sendfile.Sendfile;
import dev.sendfile.TransferException;
import dev.sendfile.TransferRequest;
import dev.sendfile.TransferResult;
import dev.sendfile.cli.connection.AbortiveClose;
import dev.sendfile.cli.connection.Answer;
import dev.sendfile.cli.file.FileStatus;
import java.io.IOException;
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
  public Integer call() throws CommandException, IOException, InterruptedException {
    range.check(file);
    Sendfile tuned = tuning.of(force.of(root.sendfile(spec)));
    Sendfile sendfile = timeout == null ? tuned : tuned.withWriteTimeout(timeout);
    file.check(sendfile, range);
    try (SocketChannel socket = to.connect(TimeoutMillis.of(timeout))) {
      AbortiveClose.begin(socket); // a part must not look like all to the receiver
      Report report = send(sendfile, socket);
      report.print(spec.commandLine().getOut(), root.json());
    }
    return spec.exitCodeOnSuccess();
  }

  private String name() {
    Path path = file.path();
    return path == null ? file.toString() : String.valueOf(path.getFileName());
  }

  private Report send(Sendfile sendfile, SocketChannel socket)
      throws CommandException, IOException, InterruptedException {
    long total = file.check(sendfile, range); // once more: connecting may have taken long
    FileStatus before = file.status();
    int timeoutMillis = TimeoutMillis.of(timeout);
    SendFailures failures = new SendFailures(file, before, to, timeoutMillis, total, range, spec);
    Sent sent = new Sent(new Job(root, sendfile, name(), total), socket, failures);
    Path path = file.path();
    if (!checksum.wanted()) {
      return sent.report(range.of(file.request().to(socket)), null);
    }
    if (path != null && file.rereadable() && isForced(sendfile, socket)) {
      Report report = sent.report(range.of(file.request().to(socket)), null);
      return report.with(Sha256.of(path, before, range.offset(), report.bytes()));
    }
    Sha256 passing = new Sha256();
    try (ReadableByteChannel source = file.open(range.offset())) {
      TransferRequest request = TransferRequest.from(passing.through(source)).to(socket);
      Long asked = range.length();
      Long length = asked == null && total >= 0 ? Long.valueOf(total) : asked;
      return sent.report(RangeOptions.of(request, 0, length), passing);
    }
  }

  /** Whether a strategy must do it that may want to see the file itself. */
  private boolean isForced(Sendfile sendfile, SocketChannel socket) throws TransferException {
    return sendfile.explain(range.of(file.request().to(socket))).forced().isPresent();
  }

  /** One connection, from the first byte to the end of both sides. */
  private final class Sent {
    private final Job job;
    private final SocketChannel socket;
    private final SendFailures failures;

    Sent(Job job, SocketChannel socket, SendFailures failures) {
      this.job = job;
      this.socket = socket;
      this.failures = failures;
    }

    Report report(TransferRequest request, @Nullable Sha256 passing)
        throws CommandException, TransferException, InterruptedException {
      long began = System.nanoTime();
      Answer answer = Answer.readFrom(socket);
      TransferResult result = run(request, answer);
      long answered = awaitEnd(answer, result.bytes());
      return Report.of(result, Job.secondsSince(began), passing).answered(answered);
    }

    private TransferResult run(TransferRequest request, Answer answer)
        throws CommandException, TransferException, InterruptedException {
      try {
        return job.run(request);
      } catch (TransferException e) {
        answer.rethrowFault();
        if (e instanceof NoStrategyException && e.strategy().isEmpty()) {
          Remedy explain = Remedies.of(e, file, Kind.TCP, spec);
          throw new CommandException(e.reason(), explain, 0, null, e);
        }
        if (e.strategy().isEmpty()) {
          throw e; // refused before a byte moved: its own message says all there is
        }
        throw failures.underWay(e);
      }
    }

    /** Ends this side of the connection, and waits until the receiver has ended the other. */
    private long awaitEnd(Answer answer, long sent) throws CommandException, InterruptedException {
      root.interrupts().closes(socket);
      try {
        AbortiveClose.end(socket);
        socket.shutdownOutput();
        long answered = answer.awaitEnd(TimeoutMillis.of(timeout));
        root.interrupts().release();
        return answered;
      } catch (SocketTimeoutException e) {
        throw failures.noEnd(sent, e);
      } catch (IOException e) {
        throw failures.brokenOff(sent, e);
      }
    }
  }
}
