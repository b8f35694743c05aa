package dev.sendfile.internal.file;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A file that takes the place of another when it is complete. Until then it lies beside it, under a
 * name that nobody can guess, and open to nobody to whom the other is not: it is created for its
 * owner alone, and has the rights of the other before the first byte is in it. Whatever would keep
 * it from taking the place is looked for by then, too.
 *
 * <p>Not thread-safe.
 */
public final class Replacement implements Closeable {

  private static final NewFile PRIVATE = new NewFile(PosixFilePermissions.fromString("rw-------"));

  private static final int STICKY = 01000; // only owners may rename

  private final Path place;
  private final MadeFile temporary;
  private final FileChannel channel;
  private final @Nullable Directory directory;
  private @Nullable Rights rights;
  private boolean placed;

  private Replacement(
      Path place, MadeFile temporary, FileChannel channel, @Nullable Directory directory) {
    this.place = place;
    this.temporary = temporary;
    this.channel = channel;
    this.directory = directory;
  }

  /**
   * Creates an empty file that shall take the place of another.
   *
   * @param file the other; a link stays a link, and what it leads to is replaced. It need not exist
   * @param look what a file looks like that replaces none
   * @param force whether the new name shall be {@linkplain #forceName forced}
   * @return the file; who asked closes it
   * @throws IOException if it cannot be created, or could not take the place
   * @throws UnsupportedOperationException if the file system has no file channels
   */
  public static Replacement begin(Path file, NewFile look, boolean force) throws IOException {
    Path place = Links.end(file);
    boolean replaces = canBeReplaced(file, place);
    Path temporary = place.resolveSibling("." + UUID.randomUUID() + ".part");
    Directory directory = force ? Directory.of(place) : null;
    Replacement begun = null;
    boolean sound = false;
    try {
      FileChannel channel =
          (replaces ? PRIVATE : look).open(temporary, EnumSet.of(WRITE, CREATE_NEW));
      begun = new Replacement(place, MadeFile.at(temporary), channel, directory);
      if (replaces) {
        begun.become(file);
      }
      sound = true;
      return begun;
    } finally {
      if (!sound) {
        Closeable left = begun == null ? directory : begun;
        if (left != null) {
          left.close();
        }
      }
    }
  }

  /** Looks at the file that is to be replaced; {@code false} if there is none. */
  private static boolean canBeReplaced(Path file, Path place) throws IOException {
    BasicFileAttributes there = look(place, true);
    if (!file.equals(place) && !Objects.equals(key(there), key(look(file, false)))) {
      throw new NotReplaceableException(
          file,
          "it leads to a file that has no name any more; write to it without replacing",
          null);
    }
    if (there == null) {
      return false;
    }
    if (!there.isRegularFile()) {
      throw new NotReplaceableException(file, "it is not a regular file; name one", null);
    }
    refuseSeveralNames(file, place);
    if (Mounts.isPoint(place)) {
      throw new NotReplaceableException(
          file, "something is mounted on it; write without replacing it, or unmount it", null);
    }
    return true;
  }

  private static @Nullable BasicFileAttributes look(Path file, boolean link) throws IOException {
    try {
      return link
          ? Files.readAttributes(file, BasicFileAttributes.class, NOFOLLOW_LINKS)
          : Files.readAttributes(file, BasicFileAttributes.class);
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  private static @Nullable Object key(@Nullable BasicFileAttributes attributes) {
    return attributes == null ? null : attributes.fileKey();
  }

  private static void refuseSeveralNames(Path file, Path place) throws IOException {
    Object names = hasUnixAttributes(place) ? names(place) : 1;
    if (!names.equals(1)) {
      throw new NotReplaceableException(
          file,
          "it has "
              + names
              + " names (hard links), and the others would keep the old content; write without"
              + " replacing it, or delete this name first",
          null);
    }
  }

  private static Object names(Path file) throws IOException {
    try {
      return Files.getAttribute(file, "unix:nlink", NOFOLLOW_LINKS);
    } catch (NoSuchFileException e) {
      return 1; // the one that the new file gets
    }
  }

  private static boolean hasUnixAttributes(Path file) {
    return file.getFileSystem().supportedFileAttributeViews().contains("unix");
  }

  /** Makes the empty file like the one that it shall replace. */
  private void become(Path file) throws IOException {
    refuseStickyDirectory(file);
    try {
      UserAttributes.copy(place, temporary()); // while this user may still write them
      if (Files.exists(temporary(), NOFOLLOW_LINKS)) { // in an archive only when it is closed
        rights = Rights.of(place);
      }
      if (rights != null) {
        rights.giveTo(temporary());
      }
    } catch (FileSystemException e) {
      throw new NotReplaceableException(
          file,
          "a new file cannot be given its permissions and attributes ("
              + reason(e)
              + "); write without replacing it",
          e);
    }
  }

  /** In {@code /tmp} and the like, everybody may create files and only their owners rename them. */
  private void refuseStickyDirectory(Path file) throws IOException {
    if (!hasUnixAttributes(place)) {
      return;
    }
    Path parent = place.toAbsolutePath().getParent();
    Map<String, Object> above =
        Files.readAttributes(Objects.requireNonNull(parent), "unix:mode,uid");
    Object me = Files.getAttribute(temporary(), "unix:uid", NOFOLLOW_LINKS);
    boolean sticky = above.get("mode") instanceof Integer mode && (mode & STICKY) != 0;
    if (sticky
        && !me.equals(0)
        && !me.equals(above.get("uid"))
        && !me.equals(Files.getAttribute(place, "unix:uid", NOFOLLOW_LINKS))) {
      throw new NotReplaceableException(
          file,
          "in a directory with the sticky bit only the owner may do that, who is another user;"
              + " write without replacing it",
          null);
    }
  }

  /**
   * Returns the name that the file has until it is complete.
   *
   * @return a path in the directory of the file that it shall replace
   */
  public Path temporary() {
    return temporary.path();
  }

  /**
   * Returns the channel to write the file by.
   *
   * @return a channel that is open for writing, until the file {@linkplain #takePlace takes its
   *     place} or this is {@linkplain #close closed}
   */
  public FileChannel channel() {
    return channel;
  }

  /**
   * Closes the channel and takes the place, at once for all who look. The rights of the other file
   * are looked at again: they may have changed meanwhile.
   *
   * @throws IOException if it could not; what was there is as it was
   */
  public void takePlace() throws IOException {
    try {
      channel.close();
      if (!temporary.isThere()) { // another file would take the place
        throw new NoSuchFileException(temporary().toString());
      }
      if (Files.isDirectory(place, NOFOLLOW_LINKS)) { // which has several names, too
        throw new NotReplaceableException(place, "it is a directory meanwhile", null);
      }
      refuseSeveralNames(place, place);
      Rights now = Rights.of(place);
      if (now != null && !now.equals(rights)) {
        now.giveTo(temporary());
      }
      Files.move(
          temporary(), place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      placed = true;
    } catch (NotReplaceableException e) {
      throw e;
    } catch (NoSuchFileException e) {
      throw new NotReplaceableException(
          place, "its directory, or the new file in it, is gone meanwhile", e);
    } catch (FileSystemException e) {
      throw new NotReplaceableException(place, reason(e) + "; it is as it was", e);
    }
  }

  /**
   * Forces the new name to the disk, if that was asked for at the beginning.
   *
   * @throws IOException if that failed: the file was replaced, but that may not last
   */
  public void forceName() throws IOException {
    if (directory != null) {
      directory.force();
    }
  }

  private static String reason(FileSystemException e) {
    return e.getReason() == null ? e.toString() : e.getReason();
  }

  /** Closes the channel, and leaves nothing of a file that has not taken the place. */
  @Override
  public void close() throws IOException {
    try {
      channel.close();
    } finally {
      try {
        if (!placed && temporary.isThere()) {
          Files.deleteIfExists(temporary());
        }
      } finally {
        if (directory != null) {
          directory.close();
        }
      }
    }
  }
}
