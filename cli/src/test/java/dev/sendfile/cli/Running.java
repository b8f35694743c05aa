package dev.sendfile.cli;

import dev.sendfile.Sendfile;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A run of {@code receive} on a thread of its own, which tells where it listens. */
final class Running {

  private static final Pattern LISTENING = Pattern.compile("(\\S+):(\\d+)\"?}?\\R");
  private static final int SECONDS = 60;

  private final CompletableFuture<Matcher> listening = new CompletableFuture<>();
  private final CompletableFuture<CliRun> ended = new CompletableFuture<>();

  private Running() {}

  /** Begins {@code receive} on a port that is free. */
  static Running receive(Object... args) {
    return of(Stream.concat(Stream.of("receive", "0"), Stream.of(args)).toArray());
  }

  static Running of(Object... args) {
    return with(() -> Sendfile.builder().build(), args);
  }

  /** Begins a command with other strategies. */
  static Running with(Supplier<Sendfile> sendfile, Object... args) {
    Running running = new Running();
    String[] texts = Stream.of(args).map(Object::toString).toArray(String[]::new);
    Thread thread = new Thread(() -> running.run(texts, sendfile), "command");
    thread.setDaemon(true);
    thread.start();
    return running;
  }

  private void run(String[] args, Supplier<Sendfile> sendfile) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Writer watched = new Watched(err);
    int exit = Main.run(args, new PrintWriter(out), new PrintWriter(watched, true), sendfile);
    ended.complete(new CliRun(exit, out.toString(), err.toString()));
    listening.completeExceptionally(new AssertionError("it never listened: " + err));
  }

  /** Looks for the line that names the port. */
  private final class Watched extends Writer {
    private final StringWriter err;

    Watched(StringWriter err) {
      this.err = err;
    }

    @Override
    public void write(char[] text, int offset, int length) {
      err.write(text, offset, length);
      Matcher line = LISTENING.matcher(err.toString());
      if (err.toString().contains("listening") && line.find()) {
        listening.complete(line);
      }
    }

    @Override
    public void flush() {
      err.flush();
    }

    @Override
    public void close() {
      // nothing to give back
    }
  }

  int port() throws Exception {
    return Integer.parseInt(listening.get(SECONDS, TimeUnit.SECONDS).group(2));
  }

  /** Where it listens, as a sender takes it. */
  String address() throws Exception {
    return "127.0.0.1:" + port();
  }

  /** Waits for its end; what it said of where it listens is left out of the errors. */
  CliRun ended() throws Exception {
    CliRun run = ended.get(SECONDS, TimeUnit.SECONDS);
    String errors = run.err().replaceFirst("(?m)^.*listening.*\\R", "");
    return new CliRun(run.exitCode(), run.out(), errors);
  }
}
