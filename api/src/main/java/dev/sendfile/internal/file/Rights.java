package dev.sendfile.internal.file;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.UserPrincipal;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who may do what with a file: read, write and execute for owner, group and others. The bits
 * setuid, setgid and sticky are not among it: new content shall not run with somebody else's
 * rights.
 *
 * @param owner the owner
 * @param group the group
 * @param permissions what they may do
 */
record Rights(UserPrincipal owner, GroupPrincipal group, Set<PosixFilePermission> permissions) {

  private static final List<PosixFilePermission> OF_OWNER =
      List.of(
          PosixFilePermission.OWNER_READ,
          PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.OWNER_EXECUTE);
  private static final List<PosixFilePermission> OF_GROUP =
      List.of(
          PosixFilePermission.GROUP_READ,
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.GROUP_EXECUTE);
  private static final List<PosixFilePermission> OF_OTHERS =
      List.of(
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_WRITE,
          PosixFilePermission.OTHERS_EXECUTE);

  /** Looks at a file; {@code null} if there is none, or none that has such rights. */
  static @Nullable Rights of(Path file) throws IOException {
    PosixFileAttributeView view = view(file);
    if (view == null) {
      return null;
    }
    try {
      PosixFileAttributes seen = view.readAttributes();
      return seen.isRegularFile() ? of(seen) : null; // a link says that all may do everything
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  private static Rights of(PosixFileAttributes seen) {
    return new Rights(seen.owner(), seen.group(), seen.permissions());
  }

  /** Never follows a link: somebody may put one where a file was a moment ago. */
  private static @Nullable PosixFileAttributeView view(Path file) {
    return Files.getFileAttributeView(
        file, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
  }

  /**
   * Gives a file these rights, or as many of them as this user may give away, and never more to
   * anybody than they say.
   *
   * @param file an empty file of this process that nobody else can open yet
   * @throws IOException if its permissions cannot be set
   */
  void giveTo(Path file) throws IOException {
    PosixFileAttributeView view = view(file);
    if (view == null) {
      return;
    }
    Rights has = of(view.readAttributes());
    boolean sameGroup = has.group.equals(group) || may(() -> view.setGroup(group));
    boolean sameOwner = has.owner.equals(owner);
    Set<PosixFilePermission> allowed = allowed(sameOwner, sameGroup);
    if (!allowed.equals(has.permissions)) { // where all files have the same, none can be set
      view.setPermissions(allowed);
    }
    if (!sameOwner && may(() -> view.setOwner(owner))) {
      Set<PosixFilePermission> more = allowed(true, sameGroup);
      if (!more.equals(allowed)) {
        view.setPermissions(more);
      }
    }
  }

  /** Something that an ordinary user is refused, as a rule. */
  @FunctionalInterface
  private interface Change {
    void make() throws IOException;
  }

  private static boolean may(Change change) throws IOException {
    try {
      change.make();
      return true;
    } catch (FileSystemException e) {
      return false;
    }
  }

  /**
   * Returns the permissions for a file whose owner or group could not be had. Who belonged to it
   * may be one of the others now, and the other way round: both get what both had.
   */
  Set<PosixFilePermission> allowed(boolean sameOwner, boolean sameGroup) {
    Set<PosixFilePermission> allowed = EnumSet.noneOf(PosixFilePermission.class);
    for (int i = 0; i < OF_OWNER.size(); i++) {
      boolean ofOwner = permissions.contains(OF_OWNER.get(i));
      boolean ofGroup = permissions.contains(OF_GROUP.get(i));
      boolean ofOthers = permissions.contains(OF_OTHERS.get(i));
      if (ofOwner) {
        allowed.add(OF_OWNER.get(i));
      }
      if (ofGroup && (sameGroup || ofOthers) && (sameOwner || ofOwner)) {
        allowed.add(OF_GROUP.get(i));
      }
      if (ofOthers && (sameGroup || ofGroup) && (sameOwner || ofOwner)) {
        allowed.add(OF_OTHERS.get(i));
      }
    }
    return allowed;
  }
}
