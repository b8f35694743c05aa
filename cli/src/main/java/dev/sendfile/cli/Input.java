package dev.sendfile.cli;

import dev.sendfile.Sendfile;
import dev.sendfile.TransferException;
import dev.sendfile.TransferRequest;
import dev.sendfile.TransferSource;
import dev.sendfile.cli.file.FileStatus;
import dev.sendfile.cli.file.StandardDescriptor;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;

/**
 * What is sent or copied.
 *
 * @param path the file; {@code null} for standard input
 */
record Input(@Nullable Path path) {

  /** What stands for standard input, and for standard output. */
  static final String STANDARD = "-";

  /** Reads a path, or {@code -}. */
  static final class Converter implements ITypeConverter<Input> {
    @Override
    public Input convert(String text) {
      return new Input(text.equals(STANDARD) ? null : PathConverter.path(text));
    }
  }

  TransferSource request() {
    return path == null ? TransferRequest.from(FileDescriptor.in) : TransferRequest.from(path);
  }

  /**
   * Opens it for reading.
   *
   * @param offset where to begin in a regular file; of all else it is 0
   */
  ReadableByteChannel open(long offset) throws IOException {
    if (path == null) {
      return new FileInputStream(FileDescriptor.in).getChannel();
    }
    SeekableByteChannel file = Files.newByteChannel(path);
    return offset == 0 ? file : file.position(offset);
  }

  /** Whether it is a FIFO or a device, or may be one: something without offsets. */
  boolean sequential() {
    return path == null
        || (Files.exists(path) && !Files.isRegularFile(path) && !Files.isDirectory(path));
  }

  /** What it is; {@code null} for what is no regular file. */
  @Nullable FileStatus status() {
    return path == null ? null : FileStatus.of(path).orElse(null);
  }

  /** Whether the bytes that were sent can be read again: files of /proc claim to be empty. */
  boolean rereadable() throws IOException {
    return path != null && Files.isRegularFile(path) && Files.size(path) > 0;
  }

  /** It as {@code explain} takes it: the last words of a command line. */
  List<String> explained() {
    if (path == null) {
      boolean file = StandardDescriptor.INPUT.file().isPresent();
      return List.of("--from=" + (file ? Kind.FILE : Kind.PIPE));
    }
    String name = path.toString();
    if (sequential()) {
      return List.of("--from=" + Kind.PIPE);
    }
    return name.startsWith("-") ? List.of(Again.END_OF_OPTIONS, name) : List.of(name);
  }

  /** Refuses standard input that is none. */
  private void requireReadable() throws CommandException {
    if (path != null) {
      ClosedDescriptor.refuse(path);
      return;
    }
    if (StandardDescriptor.INPUT.unreadable()) {
      throw new CommandException(
          "standard input is closed, or open for writing alone",
          "redirect a file or a pipe to it, or give the path of a file in the place of -",
          null);
    }
    if (StandardDescriptor.INPUT.belongsToJava()) {
      throw new CommandException(
          "standard input is a file of this Java's own, as it is where it was closed",
          "redirect another file or a pipe to it, or give the path of the file in the place of -",
          null);
    }
  }

  /**
   * Finds out what would go wrong with it before anything else is done. A FIFO is left alone, as it
   * can be opened only once.
   *
   * @return the bytes of the range; -1 where only the end tells
   */
  long check(Sendfile sendfile, RangeOptions range) throws CommandException, TransferException {
    requireReadable();
    if (path != null && sequential()) {
      return -1;
    }
    return sendfile.explain(range.of(request().to(OutputStream.nullOutputStream()))).length();
  }

  @Override
  public String toString() {
    return path == null ? "standard input" : path.toString();
  }
}
