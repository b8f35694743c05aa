package dev.sendfile.bench.far;

import dev.sendfile.bench.result.Sample;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.Writer;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.List;

/** A program in C that moves the bytes, with connections of its own. */
public final class Rival implements Closeable {

  private final Process process;
  private final Writer orders;
  private final BufferedReader answers;

  private Rival(Process process) {
    this.process = process;
    orders = process.outputWriter();
    answers = process.inputReader();
  }

  /**
   * Starts it.
   *
   * @param program what {@link CCompiler} has made
   * @param what {@code send}, {@code receive} or {@code pump}
   * @param farEnd who is at the other side
   * @param file from where, or to where
   * @param size bytes of a transfer
   * @param header bytes ahead of them
   * @param awake whether the far end looks again and again while nothing comes
   * @return the rival, ready
   * @throws IOException if it cannot run
   */
  public static Rival start(
      Path program, String what, FarEnd farEnd, Path file, long size, int header, boolean awake)
      throws IOException {
    List<String> command =
        List.of(
            program.toString(),
            what,
            String.valueOf(farEnd.address().getPort()),
            String.valueOf(farEnd.orders().getPort()),
            file.toString(),
            String.valueOf(size),
            String.valueOf(header),
            awake ? "awake" : "asleep");
    return new Rival(new ProcessBuilder(command).redirectError(Redirect.INHERIT).start());
  }

  /**
   * Moves all bytes a number of times.
   *
   * @param times at least 1
   * @return what one of them cost on average
   * @throws IOException if it has ended
   */
  public Sample round(int times) throws IOException {
    long[] nanos = ask(times);
    return new Sample(nanos[0], nanos[1], 0);
  }

  /**
   * Moves all bytes once.
   *
   * @return what has arrived at the far end; nothing if it receives
   * @throws IOException if it has ended
   */
  public Bytes prove() throws IOException {
    long[] arrived = ask(0);
    return new Bytes(arrived[0], arrived[1]);
  }

  private long[] ask(int times) throws IOException {
    orders.write(times + "\n");
    orders.flush();
    String answer = answers.readLine();
    if (answer == null) {
      throw new IOException("the rival written in C has ended; standard error says why");
    }
    int space = answer.indexOf(' ');
    return new long[] {
      Long.parseLong(answer.substring(0, space)), Long.parseLong(answer.substring(space + 1))
    };
  }

  @Override
  public void close() {
    process.destroy();
  }
}
