package dev.sendfile.cli;

import dev.sendfile.NoStrategyException;
import dev.sendfile.Sendfile;
import dev.sendfile.TransferException;
import dev.sendfile.TransferRequest;
import dev.sendfile.TransferResult;
import dev.sendfile.TransferSource;
import dev.sendfile.cli.file.FileStatus;
import java.io.IOException;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Copies a file. */
@Command(
    name = "copy",
    description = "Copy a file, or a part of it.",
    footer = {
      "",
      "With --continue the bytes that DST holds count as copied: with the options of a copy"
          + " that failed, it copies the rest. They are not compared with those of SRC."
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class CopyCommand implements Callable<Integer> {

  @ParentCommand private SendfileCommand root;
  @Spec private CommandSpec spec;

  @Parameters(
      index = "0",
      paramLabel = "SRC",
      converter = Input.Converter.class,
      description = "The file to copy; - for standard input.")
  private Input from;

  @Parameters(
      index = "1",
      paramLabel = "DST",
      converter = Output.Converter.class,
      description = "The copy; - for standard output.")
  private Output to;

  @Mixin private RangeOptions range;
  @Mixin private FileOptions files;
  @Mixin private ChecksumOption checksum;
  @Mixin private ForceOption force;
  @Mixin private TuningOptions tuning;

  /** What there was to copy; {@code null} for no regular file. */
  private @Nullable FileStatus before;

  @Override
  public Integer call() throws CommandException, IOException {
    range.check(from);
    files.check(to);
    Sendfile sendfile = tuning.of(force.of(root.sendfile(spec)));
    long total = from.check(sendfile, range);
    to.check();
    Identity.refuseSame(from, to);
    long held = files.held(to);
    refuseToGoOn(held, total);
    Long asked = range.length();
    Long length = asked == null ? null : Long.valueOf(files.rest(asked, held, to));
    Job job = new Job(root, sendfile, from.toString(), total < 0 ? total : total - held);
    before = from.status();
    CommandLineOutput.print(copy(job, held, length), to, spec);
    return spec.exitCodeOnSuccess();
  }

  private void refuseToGoOn(long held, long total) throws CommandException {
    if (held > 0 && from.sequential()) {
      throw new CommandException(
          from.path() == null
              ? "--continue needs the path of what is copied: standard input is read from where it stands"
              : "--continue needs a regular file to copy, and " + from + " is none",
          from.path() == null
              ? "give that path in place of -, or leave out --continue to write " + to + " anew"
              : "leave out --continue to write " + to + " anew",
          null);
    }
    if (total >= 0 && held > total) {
      throw new CommandException(
          to + " holds " + held + " bytes, more than the " + total + " that are to be copied",
          "leave out --continue to write it anew",
          null);
    }
  }

  private Report copy(Job job, long held, @Nullable Long length)
      throws CommandException, IOException {
    long offset = range.offset() + held;
    Path path = from.path();
    if (!checksum.wanted() || (path != null && from.rereadable())) {
      TimedResult done = run(job, from.request(), offset, length, held);
      return done.report(
          checksum.wanted() && path != null
              ? Sha256.of(path, before, offset, done.result().bytes())
              : null);
    }
    Sha256 sha256 = new Sha256();
    try (ReadableByteChannel source = from.open(0)) {
      return run(job, TransferRequest.from(sha256.through(source)), offset, length, held)
          .report(sha256);
    }
  }

  private record TimedResult(TransferResult result, double seconds) {
    Report report(@Nullable Sha256 sha256) {
      return Report.of(result, seconds, sha256);
    }
  }

  private TimedResult run(
      Job job, TransferSource source, long offset, @Nullable Long length, long held)
      throws CommandException, IOException {
    TransferRequest request = RangeOptions.of(files.of(to.request(source)), offset, length);
    Remains.Target target = Remains.Target.of(to, files, held, false);
    long began = System.nanoTime();
    try {
      TransferResult result = job.run(held > 0 ? request.targetOffset(held) : request);
      return new TimedResult(result, Job.secondsSince(began));
    } catch (TransferException e) {
      if (e instanceof NoStrategyException && e.strategy().isEmpty()) {
        Remedy explain = Remedies.of(e, from, to.explained(), spec);
        throw new CommandException(e.reason(), explain, 0, null, e);
      }
      if (e.strategy().isEmpty()) {
        throw e; // refused before a byte moved: its own message says all there is
      }
      throw new CopyFailures(from, before, target, offset, length, spec).of(e);
    }
  }
}
