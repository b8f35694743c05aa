package dev.sendfile;

import dev.sendfile.internal.end.PreparedFile;
import dev.sendfile.internal.framework.Holders;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * A file that is opened once and sent many times, by any number of threads at once. It keeps what
 * each transfer would have to ask for again: the open file, its size, for {@linkplain
 * Builder#mapped small files} a mapping, and whatever else a strategy wants to keep. Opening and
 * closing a file costs as much as sending one of 1 KiB.
 *
 * <pre>{@code
 * try (FileSource logo = FileSource.open(path)) {
 *   Sendfile.send(logo, firstChannel);
 *   Sendfile.send(logo, secondChannel);
 * }
 * }</pre>
 *
 * <p><b>Changes.</b> A transfer that begins a second or more after the last look (see {@link
 * Builder#checkEvery}) compares size, modification time and inode of whatever the path leads to now
 * with what it had seen. If they differ, it and all that begin later send what is there now;
 * transfers under way go on with what they began with. So a file that was replaced by a rename is
 * noticed within that time; a file that was truncated in place is noticed by the transfer that
 * meets its end: {@link TruncatedSourceException}. While one transfer looks, which may take long on
 * a file system that does not answer, others begin with what was seen before.
 *
 * <p><b>Interrupt.</b> The JDK closes a channel when a thread that is blocked in it is interrupted,
 * and all transfers share the channel of this source: those that read it at that moment fail. The
 * next one opens the file again. Threads that may be interrupted should send large files by their
 * path.
 */
public final class FileSource implements Closeable {

  private final PreparedFile file;

  private FileSource(PreparedFile file) {
    this.file = file;
    Holders.follow(PreparedFile.class, file, PreparedFile::letGo);
  }

  /**
   * Opens a file.
   *
   * @param path a regular file
   * @return the source
   * @throws TransferException if it does not exist, cannot be read, or is no regular file
   */
  public static FileSource open(Path path) throws TransferException {
    return builder(path).open();
  }

  /**
   * Begins a source that is not of the usual kind.
   *
   * @param path a regular file
   * @return a builder
   */
  public static Builder builder(Path path) {
    return new Builder(Objects.requireNonNull(path, "path"));
  }

  /**
   * Returns the file.
   *
   * @return the path that it was opened by
   */
  public Path path() {
    return file.path();
  }

  /**
   * Returns the size of the file at the last look.
   *
   * @return the size in bytes
   */
  public long size() {
    return file.size();
  }

  PreparedFile file() {
    return file;
  }

  /**
   * Closes the file as soon as no transfer uses it: those under way end as asked. Those that begin
   * later are refused.
   */
  @Override
  public void close() {
    file.close();
  }

  @Override
  public String toString() {
    return "FileSource[" + file.path() + "]";
  }

  /** Makes a {@link FileSource}. Not thread-safe. */
  public static final class Builder {

    /** Above, one read costs no more than the checks that a mapping needs. */
    private static final long MAPPED_UP_TO = 32 << 10;

    private final Path path;
    private long mapUpTo;
    private Duration checkEvery = Duration.ofSeconds(1);

    private Builder(Path path) {
      this.path = path;
    }

    /**
     * Keeps the file mapped, if it is not larger than 32 KiB: up to there, writing from a mapping
     * that is at hand takes less than to read and write. Needs a strategy that maps ({@code mmap});
     * without one it changes nothing. A file that others truncate in place while it is sent can
     * then put up to a page of zeros on the wire, which the {@link TruncatedSourceException} counts
     * apart; files that are replaced by a rename cannot.
     *
     * @return this builder
     */
    public Builder mapped() {
      mapUpTo = MAPPED_UP_TO;
      return this;
    }

    /**
     * Sets how long what was seen of the file is believed. A transfer that finds another one
     * looking waits a tenth of a second for that, and then goes on with the file that is open.
     *
     * @param age the age of the last look from which on the next transfer looks again; zero to look
     *     each time, which costs about 2 microseconds
     * @return this builder
     * @throws IllegalArgumentException if it is negative
     */
    public Builder checkEvery(Duration age) {
      if (age.isNegative()) {
        throw new IllegalArgumentException(
            "checkEvery " + age + " is negative; give zero to look at each transfer");
      }
      checkEvery = age;
      return this;
    }

    /**
     * Opens the file.
     *
     * @return the source
     * @throws TransferException if it does not exist, cannot be read, or is no regular file
     */
    public FileSource open() throws TransferException {
      try {
        long nanos = TimeUnit.NANOSECONDS.convert(checkEvery);
        return new FileSource(new PreparedFile(path, mapUpTo, nanos));
      } catch (IOException | RuntimeException e) { // of a provider of paths
        throw Failures.beforeStart(e, FailedEnd.SOURCE);
      }
    }
  }
}
