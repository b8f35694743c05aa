package dev.sendfile.internal.file;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Files that the system makes as they are read: what they say of their size is 0 or a page, which
 * bounds what they hold, and sometimes anything else.
 */
public final class PseudoFiles {

  /** The smallest page of all systems, in bytes. */
  private static final long PAGE = 4096;

  private static final Path SYS = Path.of("/sys");

  private static final Set<String> TYPES =
      Set.of(
          "proc",
          "procfs",
          "sysfs",
          "debugfs",
          "tracefs",
          "securityfs",
          "configfs",
          "cgroup",
          "cgroup2",
          "cpuset",
          "resctrl",
          "selinuxfs",
          "smackfs",
          "efivarfs",
          "pstore",
          "bpf",
          "binfmt_misc",
          "fusectl",
          "mqueue",
          "rpc_pipefs",
          "nsfs");

  private PseudoFiles() {}

  /**
   * Tells whether a file may end before its size says so, without having been cut short.
   *
   * @param size the size that it tells, in bytes
   * @param path its path, or {@code null} where that is not known
   * @return {@code true} if so
   */
  public static boolean mayEndEarly(long size, @Nullable Path path) {
    return size <= PAGE || size <= pageOfSys() || (path != null && isSuch(path));
  }

  /** What files in {@code /sys} say of their size where pages are larger. */
  private static long pageOfSys() {
    try {
      FileStore store = Files.getFileStore(SYS);
      return store.type().equals("sysfs") ? store.getBlockSize() : 0;
    } catch (IOException | UnsupportedOperationException e) {
      return 0;
    }
  }

  private static boolean isSuch(Path path) {
    try {
      return TYPES.contains(Files.getFileStore(path).type());
    } catch (IOException e) {
      return false;
    }
  }
}
