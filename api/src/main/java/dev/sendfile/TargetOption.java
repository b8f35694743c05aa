package dev.sendfile;

/** How a target that is a file shall be written. */
public enum TargetOption {

  /** The file must not exist yet. Only for paths. */
  CREATE_NEW,

  /**
   * The bytes go to a file of another name in the same directory, which takes the place of the
   * target when it is complete: who opens the target sees the old file or the new one, never half
   * of it. If the transfer fails, nothing of it remains. Only for paths.
   *
   * <p>The other name cannot be guessed and is short, whatever that of the target is. Before the
   * first byte is in it, the new file has what the old one has: read, write and execute
   * permissions, group and owner as far as this user may give files away (where that is refused,
   * nobody gets more than the old file gave), and the attributes that users define ({@code user.*})
   * as far as they may be read. Setuid, setgid and sticky bits are not restored. Java does not see
   * access control lists, security labels and capabilities of POSIX systems, so the new file has
   * those that the directory and the system give it. A target that does not exist is created as
   * usual.
   *
   * <p>A link stays a link, and what it leads to is replaced, or created if it leads nowhere.
   * Refused before a byte moves: a file with several names (hard links), of which the others would
   * keep the old content; one that something is mounted on; one of another user in a directory with
   * the sticky bit; permissions that the file system does not let be set; what is no regular file.
   */
  REPLACE_ATOMICALLY,

  /**
   * The transfer ends when the bytes are on the disk, and with them the name of a file that is new
   * or was replaced, as far as {@link java.nio.channels.FileChannel#force} can tell. Such a name
   * lies in its directory, which must be readable then. What fails after a file was replaced says
   * that it was. For paths and file channels; names are forced on POSIX systems.
   */
  FORCE
}
