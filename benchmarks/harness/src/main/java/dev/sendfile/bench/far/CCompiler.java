package dev.sendfile.bench.far;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/** Makes the rivals' program, where somebody can. */
public final class CCompiler {

  private CCompiler() {}

  /**
   * Compiles {@code rival.c}.
   *
   * @param folder where the program is put
   * @return the program; none if there is no C compiler {@code cc} that works
   * @throws IOException if the thread is interrupted
   */
  public static Optional<Path> compileRival(Path folder) throws IOException {
    Path program = folder.resolve("rival");
    Process cc;
    try {
      cc =
          new ProcessBuilder("cc", "-O2", "-x", "c", "-o", program.toString(), "-")
              .redirectOutput(Redirect.DISCARD)
              .redirectError(Redirect.DISCARD) // what it complains about is not Linux, or not C
              .start();
      try (InputStream source =
              Objects.requireNonNull(CCompiler.class.getResourceAsStream("rival.c"));
          OutputStream in = cc.getOutputStream()) {
        source.transferTo(in);
      }
    } catch (IOException e) {
      return Optional.empty();
    }
    try {
      return cc.waitFor() == 0 ? Optional.of(program) : Optional.empty();
    } catch (InterruptedException e) {
      cc.destroy();
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while cc runs");
    }
  }
}
