package dev.sendfile.internal.end;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.sendfile.internal.file.Directory;
import dev.sendfile.internal.file.Links;
import dev.sendfile.internal.file.MadeFile;
import dev.sendfile.internal.file.NewFile;
import dev.sendfile.internal.file.NotReplaceableException;
import dev.sendfile.internal.file.Replacement;
import dev.sendfile.internal.thread.Closers;
import dev.sendfile.internal.thread.VirtualThreads;
import dev.sendfile.spi.EndKind;
import dev.sendfile.spi.Memory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A file that the engine creates, or opens, when the first byte is due, and closes: a request that
 * is refused leaves no trace.
 */
final class PathTarget implements EngineTarget {

  private final Path path;
  private final Opening opening;
  private final @Nullable BasicFileAttributes existing;
  private final boolean positional;
  private final NewFile newFile;
  private final @Nullable PatientOpening patience;
  private final OffCarrier calls = new OffCarrier();
  private volatile @Nullable FileChannel channel;
  private volatile @Nullable ForeignChannelTarget foreign;
  private volatile boolean complete;
  private @Nullable Inspection inspection;
  private @Nullable Replacement replacement;
  private @Nullable Directory directory;
  private long written;
  private long reached;

  /** Whether what is there stays until a strategy has served. */
  private boolean hesitant;

  /** The file, if this transfer has made it. */
  private @Nullable MadeFile pristine;

  /** Bytes that were there, and were not truncated when it was opened. */
  private long stale;

  /** Whether the file may be its own source. */
  private boolean doubtful;

  /**
   * Makes a target that is not open yet.
   *
   * @param path the file
   * @param opening how it is to be written
   * @param existing what is there already; {@code null} for nothing
   * @param positional whether it has positions: a file, or a device that is like one
   * @param newFile what a new file looks like
   */
  PathTarget(
      Path path,
      Opening opening,
      @Nullable BasicFileAttributes existing,
      boolean positional,
      NewFile newFile) {
    this.path = path;
    this.opening = opening;
    this.existing = existing;
    this.positional = positional;
    this.newFile = newFile;
    this.patience = positional ? null : new PatientOpening(path, WRITE);
  }

  @Override
  public EndKind kind() {
    return positional ? EndKind.FILE : EndKind.PIPE;
  }

  @Override
  public <T> @Nullable T as(Class<T> type) {
    Path file = replacement == null ? path : replacement.temporary();
    return type.isInstance(file)
        ? type.cast(file)
        : foreign == null && type.isInstance(channel) && !(blocking() && VirtualThreads.isCurrent())
            ? type.cast(channel)
            : null;
  }

  @Override
  public @Nullable FileChannel file() {
    return channel;
  }

  @Override
  public boolean foreign() {
    return foreign != null;
  }

  @Override
  public @Nullable Throwable failure() {
    EngineTarget opened = foreign;
    return opened == null ? null : opened.failure();
  }

  @Override
  public long inDoubt() {
    EngineTarget opened = foreign;
    return opened == null ? 0 : opened.inDoubt();
  }

  @Override
  public @Nullable Object fileKey() throws IOException {
    return existing == null ? null : Attributes.key(path, existing);
  }

  @Override
  public boolean exists() {
    return existing != null;
  }

  /** Whoever looks after the last byte shall not take it for closed by somebody else. */
  @Override
  public boolean isOpen() {
    FileChannel open = channel;
    return complete || (open == null ? !isGivenUp() : open.isOpen());
  }

  private boolean isGivenUp() {
    return patience != null && patience.isGivenUp();
  }

  @Override
  public boolean owned() {
    return true;
  }

  @Override
  public boolean blocking() {
    return !positional;
  }

  @Override
  public Memory memory() {
    return Memory.DIRECT;
  }

  @Override
  public boolean positional() {
    return positional;
  }

  @Override
  public void open(Closers closers) throws IOException {
    calls.by(closers);
    PatientOpening patient = patience;
    if (patient != null) {
      try {
        channel = patient.open(closers);
      } catch (AccessDeniedException e) {
        throw unusable(path + " may not be written by this user", e);
      } catch (FileSystemException e) {
        throw unusable(path + " cannot be opened for writing: " + e.getReason(), e);
      }
    }
  }

  /** The size of a device is told by its channel alone. */
  @Override
  public boolean inspect(long size, Inspection look) {
    if (existing != null && (existing.size() == size || existing.isOther())) {
      inspection = look;
    }
    return inspection != null;
  }

  @Override
  public void keepUntilServed() {
    hesitant = path.getFileSystem().equals(FileSystems.getDefault()) && positional;
  }

  /** One that may be its own source, and was written over itself, has lost nothing so far. */
  @Override
  public void dropRest(long end, boolean complete) throws IOException {
    if (stale > end && (complete || !doubtful)) {
      try {
        open().truncate(end);
      } catch (ClosedByInterruptException e) {
        throw new InterruptedReadException(e);
      }
      stale = end;
    }
  }

  @Override
  public void prepare() throws IOException {
    try {
      create();
      FileChannel opened = open();
      if (!Trust.of(opened)) {
        foreign = new ForeignChannelTarget(opened, path, opening, positional);
      }
    } catch (NoSuchFileException e) {
      throw unusable("the directory of " + path + " does not exist; create it first", e);
    } catch (FileAlreadyExistsException e) {
      throw unusable(path + " exists already; remove it, or write without CREATE_NEW", e);
    } catch (AccessDeniedException e) {
      throw unusable(path + " may not be written by this user", e);
    } catch (NotReplaceableException e) {
      throw unusable(e.getMessage(), e);
    } catch (FileSystemException e) {
      throw unusable(path + " cannot be opened for writing: " + e.getReason(), e);
    } catch (UnsupportedOperationException e) {
      throw unusable("the file system of " + path + " is not for writing", e);
    }
  }

  private static UnusableEndException unusable(String message, Exception e) {
    return new UnusableEndException(message, e);
  }

  private void create() throws IOException {
    if (opening.replace()) {
      Replacement begun = Replacement.begin(path, newFile, opening.force());
      replacement = begun;
      channel = begun.channel();
    } else if (positional) { // else it is open by now
      if (existing == null && opening.force()) {
        directory = Directory.of(Links.end(path));
      }
      FileChannel opened = openFile();
      channel = opened;
      if (existing != null && !truncatesAtOnce()) {
        settle(opened, existing);
      }
    }
  }

  private FileChannel openFile() throws IOException {
    if (hesitant && existing == null && !opening.createNew()) {
      try {
        FileChannel made = newFile.open(path, EnumSet.of(WRITE, CREATE_NEW));
        pristine = MadeFile.at(path);
        return made;
      } catch (FileAlreadyExistsException e) {
        // somebody else has made it meanwhile, and it stays whatever comes
      }
    }
    FileChannel opened = newFile.open(path, options());
    pristine = hesitant && opening.createNew() ? MadeFile.at(path) : null;
    return opened;
  }

  /** Settles what becomes of the bytes that are there; the system truncates nothing else either. */
  private void settle(FileChannel opened, BasicFileAttributes found) throws IOException {
    try {
      settleUninterrupted(opened, found);
    } catch (ClosedByInterruptException e) {
      throw new InterruptedReadException(e); // nothing was written so far
    }
  }

  private void settleUninterrupted(FileChannel opened, BasicFileAttributes found)
      throws IOException {
    Inspection look = inspection;
    doubtful = look != null && Trust.of(opened) && !look.of(opened);
    if (opening.hasOffset() || !found.isRegularFile()) {
      return;
    }
    if (doubtful || hesitant) {
      stale = opened.size();
    } else {
      opened.truncate(0);
    }
  }

  private boolean truncatesAtOnce() {
    return existing == null || (inspection == null && !hesitant);
  }

  private Set<? extends OpenOption> options() {
    if (opening.createNew()) {
      return EnumSet.of(WRITE, CREATE_NEW);
    }
    return opening.hasOffset() || !truncatesAtOnce()
        ? EnumSet.of(WRITE, CREATE)
        : EnumSet.of(WRITE, CREATE, TRUNCATE_EXISTING);
  }

  private FileChannel open() throws ClosedChannelException {
    FileChannel open = channel;
    if (open == null) {
      throw new ClosedChannelException();
    }
    return open;
  }

  @Override
  public int write(ByteBuffer from, long position) throws IOException {
    EngineTarget stranger = foreign;
    if (stranger != null) {
      return stranger.write(from, position);
    }
    if (positional) {
      int n = open().write(from, position);
      reached = Math.max(reached, position + n);
      return n;
    }
    FileChannel open = open();
    int n = (int) calls.make(() -> open.write(from));
    written += n;
    return n;
  }

  @Override
  public long write(ByteBuffer first, ByteBuffer second, long position) throws IOException {
    EngineTarget stranger = foreign;
    if (stranger != null) {
      return stranger.write(first, second, position);
    }
    if (positional) {
      return write(first.hasRemaining() ? first : second, position);
    }
    FileChannel open = open();
    long n = calls.make(() -> open.write(new ByteBuffer[] {first, second}));
    written += n;
    return n;
  }

  @Override
  public long reached() {
    return reached;
  }

  @Override
  public long written() {
    EngineTarget stranger = foreign;
    return stranger == null ? written : stranger.written();
  }

  @Override
  public void finish() throws IOException {
    EngineTarget stranger = foreign;
    if (stranger != null) {
      stranger.finish();
    } else if (opening.force()) {
      open().force(true);
    }
    complete = true;
    closeChannel(); // which may fail too: some file systems write as late as that
    if (replacement != null) {
      takePlace(replacement);
    }
    forceName();
  }

  private static void takePlace(Replacement replacement) throws IOException {
    try {
      replacement.takePlace();
    } catch (NotReplaceableException e) {
      throw unusable(e.getMessage(), e);
    }
  }

  private void forceName() throws IOException {
    try {
      if (replacement != null) {
        replacement.forceName();
      }
      if (directory != null) {
        directory.force();
      }
    } catch (IOException e) {
      throw unusable(
          path
              + (replacement == null ? " was written" : " was replaced")
              + ", but its name may not be on the disk: "
              + e.getMessage(),
          e);
    }
  }

  @Override
  public void release() throws IOException {
    try {
      if (pristine != null && !complete && isOpen() && open().size() == 0 && pristine.isThere()) {
        Files.delete(path); // nothing was served: it leaves no trace
      }
    } finally {
      releaseAll();
    }
  }

  private void releaseAll() throws IOException {
    try {
      close();
    } finally {
      if (replacement != null) {
        replacement.close();
      }
      if (directory != null) {
        directory.close();
      }
    }
  }

  @Override
  public boolean closable() {
    return true;
  }

  @Override
  public void close() throws IOException {
    if (patience != null) {
      patience.giveUp();
    }
    closeChannel();
  }

  private void closeChannel() throws IOException {
    EngineTarget stranger = foreign;
    FileChannel open = channel;
    if (stranger != null) {
      stranger.close();
    } else if (open != null) {
      open.close();
    }
  }

  @Override
  public void check() {
    // looked at when it was made; opening tells the rest
  }

  @Override
  public String describe() {
    return path.toString();
  }
}
