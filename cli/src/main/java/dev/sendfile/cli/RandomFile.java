package dev.sendfile.cli;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * A temporary file of random bytes.
 *
 * @param file the file
 */
record RandomFile(TempFile file) implements Closeable {

  private static final int BLOCK_BYTES = 1 << 20;

  /** The demo copies the file. */
  private static final int COPIES = 2;

  /** Writes the file. Asks for room before, as a full temporary folder is a nuisance to others. */
  static RandomFile of(long size) throws CommandException {
    Path folder = Path.of(System.getProperty("java.io.tmpdir"));
    try {
      long room = Files.getFileStore(folder).getUsableSpace();
      if (size > room / COPIES) {
        throw noFile(
            size, folder, "with its copy, there is room for " + room + " bytes only", null);
      }
      return write(size);
    } catch (NoTemporaryFile e) {
      throw new CommandException(Cause.of(e), NoTemporaryFile.remedy(), e);
    } catch (IOException e) {
      throw noFile(size, folder, Cause.of(e), e);
    }
  }

  private static CommandException noFile(
      long size, Path folder, String why, @Nullable IOException cause) {
    return new CommandException(
        "no file of " + size + " bytes can be written in " + folder + ": " + why,
        "give a smaller --size, or set TMPDIR to a folder with more room",
        cause);
  }

  private static RandomFile write(long size) throws IOException {
    TempFile file = TempFile.create();
    try (OutputStream out = Files.newOutputStream(file.path())) {
      SplittableRandom random = new SplittableRandom();
      byte[] block = new byte[BLOCK_BYTES];
      for (long left = size; left > 0; left -= block.length) {
        random.nextBytes(block);
        out.write(block, 0, (int) Math.min(left, block.length));
      }
    } catch (IOException e) {
      file.close();
      throw e;
    }
    return new RandomFile(file);
  }

  Path path() {
    return file.path();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
