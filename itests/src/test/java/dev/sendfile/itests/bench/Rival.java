package dev.sendfile.itests.bench;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A contender written in C, in a process of its own: what the system calls cost by themselves. */
final class Rival implements Contender, Closeable {

  private final String name;
  private final Process process;
  private final Writer orders;
  private final BufferedReader answers;

  private Rival(String name, Process process) {
    this.name = name;
    this.process = process;
    orders = process.outputWriter();
    answers = process.inputReader();
  }

  /**
   * Compiles and starts it, where there is a C compiler.
   *
   * @param name as it is printed
   * @param arguments what it does with what
   * @return the contender, or none
   */
  static Optional<Rival> start(String name, Object... arguments) throws IOException {
    Path program = Files.createTempFile("bench", ".rival");
    try {
      if (!compile(program)) {
        System.out.println("# left out " + name + ": no working C compiler cc");
        return Optional.empty();
      }
      List<String> command =
          Stream.concat(Stream.of(program), Stream.of(arguments)).map(String::valueOf).toList();
      Rival rival =
          new Rival(name, new ProcessBuilder(command).redirectError(Redirect.INHERIT).start());
      rival.round(1); // it runs: the program can go
      return Optional.of(rival);
    } finally {
      Files.delete(program);
    }
  }

  private static boolean compile(Path program) throws IOException {
    try (InputStream source = Rival.class.getResourceAsStream("rival.c")) {
      Process cc =
          new ProcessBuilder("cc", "-O2", "-x", "c", "-o", program.toString(), "-")
              .redirectError(Redirect.INHERIT)
              .start();
      try (var in = cc.getOutputStream()) {
        source.transferTo(in);
      }
      return cc.waitFor() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted while cc runs", e);
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Cost round(int times) throws IOException {
    orders.write(times + "\n");
    orders.flush();
    String answer = answers.readLine();
    if (answer == null) {
      throw new IOException(name + " has ended; standard error says why");
    }
    String[] nanos = answer.split(" ");
    return new Cost(Long.parseLong(nanos[0]), Long.parseLong(nanos[1]), 0);
  }

  @Override
  public void close() {
    try {
      orders.close(); // the end of its orders is its end
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    process.destroy();
  }
}
