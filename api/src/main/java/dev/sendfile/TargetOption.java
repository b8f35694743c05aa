package dev.sendfile;

/** How a target that is a file shall be written. */
public enum TargetOption {

  /** The file must not exist yet. Only for paths. */
  CREATE_NEW,

  /**
   * The bytes go to a file of another name in the same directory, which takes the place and the
   * permissions of the target when it is complete: who opens the target sees the old file or the
   * new one, never half of it. If the transfer fails, nothing of it remains. Only for paths.
   */
  REPLACE_ATOMICALLY,

  /**
   * The transfer ends when the bytes are on the disk, and with {@link #REPLACE_ATOMICALLY} the new
   * name too, as far as {@link java.nio.channels.FileChannel#force} can tell. For paths and file
   * channels.
   */
  FORCE
}
