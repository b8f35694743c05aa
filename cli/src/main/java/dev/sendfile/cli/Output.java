package dev.sendfile.cli;

import dev.sendfile.TransferRequest;
import dev.sendfile.TransferSource;
import java.io.FileDescriptor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;

/**
 * Where a file is written.
 *
 * @param path the file; {@code null} for standard output
 */
record Output(@Nullable Path path) {

  private static final String REMEDY =
      "change its permissions, run this as another user, or name a file elsewhere";

  /** Reads a path, or {@code -}. */
  static final class Converter implements ITypeConverter<Output> {
    @Override
    public Output convert(String text) {
      return new Output(text.equals(Input.STANDARD) ? null : PathConverter.path(text));
    }
  }

  TransferRequest request(TransferSource from) {
    return path == null ? from.to(FileDescriptor.out) : from.to(path);
  }

  /** Whether it is a file, or will be one: something with offsets, which can be read afterwards. */
  boolean isFile() {
    return path != null && (Files.isRegularFile(path) || !Files.exists(path));
  }

  /** The size of what is there already; 0 if there is nothing. */
  long size() throws IOException {
    return path != null && Files.exists(path) ? Files.size(path) : 0;
  }

  /** Finds out what would go wrong before anyone is kept waiting for it. Leaves no trace. */
  void check() throws CommandException {
    if (path == null) {
      return;
    }
    Path folder = path.toAbsolutePath().getParent();
    if (Files.isDirectory(path)) {
      throw new CommandException(
          path + " is a directory", "name the file in it that shall be written", null);
    }
    if (folder != null && !Files.isDirectory(folder)) {
      throw new CommandException(
          "the directory of " + path + " does not exist", "create it first: " + folder, null);
    }
    if (Files.exists(path)) {
      require(Files.isWritable(path), path + " may not be written by this user");
    } else if (folder != null) {
      require(Files.isWritable(folder), "no file may be made in " + folder + " by this user");
    }
  }

  private static void require(boolean permitted, String otherwise) throws CommandException {
    if (!permitted) {
      throw new CommandException(otherwise, REMEDY, null);
    }
  }

  @Override
  public String toString() {
    return path == null ? "standard output" : path.toString();
  }
}
