package dev.sendfile.cli;

import dev.sendfile.TransferRequest;
import dev.sendfile.TransferSource;
import dev.sendfile.cli.file.FileIdentity;
import dev.sendfile.cli.file.FileStatus;
import dev.sendfile.cli.file.StandardDescriptor;
import java.io.FileDescriptor;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
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

  private static final String HERE = ".";

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

  /**
   * Whether bytes that come later follow those that went there, as in a pipe. What is opened again
   * and has no end, like a disk, is written from its beginning on.
   */
  boolean goesOnByItself() {
    return path == null || FileIdentity.isPipe(path);
  }

  /** It as {@code explain} takes it. */
  Kind explained() {
    boolean file = path == null ? StandardDescriptor.OUTPUT.file().isPresent() : !goesOnByItself();
    return file ? Kind.FILE : Kind.PIPE;
  }

  /** The size of what is there already; 0 if there is nothing. */
  long size() throws IOException {
    return path != null && Files.exists(path) ? Files.size(path) : 0;
  }

  /** What is there; {@code null} for nothing, and for what is no regular file. */
  @Nullable FileStatus status() {
    return path == null ? null : FileStatus.of(path).orElse(null);
  }

  /** Finds out what would go wrong before anyone is kept waiting for it. Leaves no trace. */
  void check() throws CommandException {
    Path file = path;
    if (file == null) {
      if (StandardDescriptor.OUTPUT.unwritable()) {
        throw new CommandException(
            "standard output is closed, or open for reading alone",
            "redirect it to a file or a pipe, or give the path of a file in the place of -",
            null);
      }
      return;
    }
    ClosedDescriptor.refuse(file);
    Path folder = file.toAbsolutePath().getParent();
    if (Files.isDirectory(file)) {
      throw new CommandException(
          file + " is a directory", "name the file in it that shall be written", null);
    }
    if (folder != null) {
      checkFolder(file, folder);
      checkName(file, folder);
    }
    if (Files.exists(file)) {
      require(Files.isWritable(file), file + " may not be written by this user");
    } else if (folder != null) {
      require(Files.isWritable(folder), "no file may be made in " + folder + " by this user");
    }
  }

  /** A folder that may not be looked into may be there or not: nobody can say that it is not. */
  private static void checkFolder(Path path, Path folder) throws CommandException {
    try {
      BasicFileAttributes attributes = Files.readAttributes(folder, BasicFileAttributes.class);
      if (!attributes.isDirectory()) {
        throw new CommandException(
            folder + " is not a directory", "name a file in a directory, or " + folder, null);
      }
    } catch (NoSuchFileException e) {
      boolean named = path.endsWith(HERE); // with a slash at its end
      Path missing = withoutDots(folder);
      throw new CommandException(
          (named ? "" + withoutDots(path) : "the directory of " + path) + " does not exist",
          "create it first: " + missing + (named ? ", or name the file in it" : ""),
          e);
    } catch (IOException e) {
      throw new CommandException(
          "the directory of " + path + " cannot be looked at: " + Cause.of(e), REMEDY, e);
    }
  }

  /** A link that leads nowhere is a file that will be made. */
  private static void checkName(Path path, Path folder) throws CommandException {
    try {
      Files.readAttributes(path, BasicFileAttributes.class);
    } catch (NoSuchFileException e) {
      // it will be made
    } catch (AccessDeniedException e) {
      throw new CommandException(folder + " may not be looked into by this user", REMEDY, e);
    } catch (IOException e) {
      throw new CommandException(Cause.of(e), "name another file", e);
    }
  }

  private static Path withoutDots(Path path) {
    Path parent = path.getParent();
    return path.endsWith(HERE) && parent != null ? withoutDots(parent) : path;
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
