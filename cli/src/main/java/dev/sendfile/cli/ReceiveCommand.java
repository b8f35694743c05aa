package dev.sendfile.cli;

import dev.sendfile.Sendfile;
import dev.sendfile.TransferException;
import dev.sendfile.TransferRequest;
import dev.sendfile.TransferResult;
import dev.sendfile.cli.connection.AbortiveClose;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.SocketTimeoutException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
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

/** Takes one connection and writes what comes into a file. */
@Command(
    name = "receive",
    description = "Take one connection, and write what comes into a file.",
    footer = {
      "",
      "Without a HOST only this machine can connect; *:PORT listens on all addresses. Without"
          + " --json, the line that says where it listens goes to standard error.",
      "",
      "What comes up to the end of the connection is taken. A sender that fails or is killed in"
          + " the middle breaks the connection off, if it is this command: the exit code is 1, what"
          + " came is kept (with --replace nothing is, and what was there stays), and the command"
          + " that continues is printed. A program whose connection the system ends in good order"
          + " when it is killed, as nc, looks like one that has sent all: exit code 0. Give a"
          + " --length where it is known, and that is a failure too. With --continue it is the length"
          + " of the whole file, what it holds included."
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class ReceiveCommand implements Callable<Integer> {

  @ParentCommand private SendfileCommand root;
  @Spec private CommandSpec spec;

  @Parameters(
      index = "0",
      paramLabel = "[HOST:]PORT",
      converter = ListenAddress.Converter.class,
      description = "Where to listen, like 9000 or *:9000; port 0 is any that is free.")
  private ListenAddress at;

  @Parameters(
      index = "1",
      paramLabel = "FILE",
      converter = Output.Converter.class,
      description = "The file to write; - for standard output.")
  private Output file;

  @Option(
      names = "--offset",
      paramLabel = "SIZE",
      converter = SizeConverter.class,
      description = "Where to begin in FILE; what lies around stays (default: a new file).")
  private @Nullable Long offset;

  @Option(
      names = "--length",
      paramLabel = "SIZE",
      converter = SizeConverter.class,
      description = "How many bytes must come (default: up to the end of the connection).")
  private @Nullable Long length;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      converter = DurationConverter.class,
      description =
          "Give up when nobody connects, or the sender does nothing, for so long (default: wait).")
  private @Nullable Duration timeout;

  @Mixin private FileOptions files;
  @Mixin private ChecksumOption checksum;
  @Mixin private ForceOption force;
  @Mixin private TuningOptions tuning;

  private record Listening(String listening) {}

  @Override
  public Integer call() throws CommandException, IOException {
    check();
    Sendfile tuned = tuning.of(force.of(root.sendfile(spec)));
    Sendfile sendfile = timeout == null ? tuned : tuned.withReadTimeout(timeout);
    Held held = Held.of(file);
    Place place = Place.of(this);
    try (SocketChannel socket = accept()) {
      AbortiveClose.begin(socket); // whatever happens, the sender must not take it for a success
      check(); // once more: who connects may have taken long
      if (files.goesOn()) {
        held.requireUnchanged();
      }
      Report report = receive(socket, sendfile, place);
      if (CommandLineOutput.print(report, file, spec)) { // else the exit code is that of a failure
        AbortiveClose.end(socket);
      }
    }
    return spec.exitCodeOnSuccess();
  }

  /**
   * Where the bytes go, by what the file holds before anybody is told to send.
   *
   * @param begin where the first one goes
   * @param length how many must come; {@code null} for all up to the end
   */
  private record Place(long begin, @Nullable Long length) {

    static Place of(ReceiveCommand it) throws CommandException, IOException {
      long held = it.files.held(it.file);
      return new Place(
          it.offset == null ? held : it.offset,
          it.length == null ? null : Long.valueOf(it.files.rest(it.length, held, it.file)));
    }
  }

  private void check() throws CommandException {
    files.check(file);
    if (offset != null) {
      if (files.goesOn() || files.allOrNothing()) {
        throw files.refused("--offset goes neither with --continue nor with --replace");
      }
      files.requireFile("--offset", file);
    }
    file.check();
  }

  private SocketChannel accept() throws CommandException, IOException {
    PrintWriter err = spec.commandLine().getErr();
    try (ServerSocketChannel server = at.open()) {
      String here = at.at(server);
      if (root.json()) {
        Json.print(new Listening(here), err);
      } else {
        err.println(spec.qualifiedName() + ": listening on " + here);
      }
      server.socket().setSoTimeout(TimeoutMillis.of(timeout));
      try {
        return server.socket().accept().getChannel();
      } catch (SocketTimeoutException e) {
        throw new CommandException(
            "nobody connected to " + here + " within " + TimeoutMillis.of(timeout) + " ms",
            "start the sender, or allow for it with a longer --timeout",
            e);
      }
    }
  }

  private Report receive(SocketChannel socket, Sendfile sendfile, Place place)
      throws CommandException, IOException {
    Sha256 passing = checksum.wanted() ? new Sha256() : null;
    TransferRequest request =
        files.of(
            file.request(TransferRequest.from(passing == null ? socket : passing.through(socket))));
    long begin = place.begin();
    if (begin > 0 || offset != null) {
      request = request.targetOffset(begin);
    }
    Long rest = place.length();
    request = RangeOptions.of(request, 0, rest);
    Job job = new Job(root, sendfile, file.toString(), rest == null ? -1 : rest);
    String here = at.with(socket.socket().getLocalPort());
    Remains.Target target = Remains.Target.of(file, files, begin, offset != null);
    long began = System.nanoTime();
    try {
      TransferResult result = job.run(request);
      return Report.of(result, Job.secondsSince(began), passing);
    } catch (TransferException e) {
      throw new ReceiveFailures(here, target, rest, timeout, spec).of(e);
    }
  }
}
