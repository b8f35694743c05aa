package dev.sendfile.itests.faults;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sendfile.tck.fixture.Command;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file system of its own whose files can share blocks: XFS in a file, mounted by a loop device.
 * Only where this user may mount one.
 */
public final class XfsDisk implements AutoCloseable {

  /** As much as XFS asks for, and a bit: 320 MiB. */
  private static final long SIZE = 320L << 20;

  private final Path folder;

  private XfsDisk(Path folder) {
    this.folder = folder;
  }

  /** Mounts one, or skips the test. */
  public static XfsDisk mount() throws Exception {
    Path image = Files.createTempFile("xfs", ".img");
    Path folder = Files.createTempDirectory("xfs");
    boolean mounted = false;
    try {
      try (RandomAccessFile holes = new RandomAccessFile(image.toFile(), "rw")) {
        holes.setLength(SIZE);
      }
      boolean made = Command.succeeds("mkfs.xfs", "-q", "-m", "reflink=1", image);
      assumeTrue(made, "mkfs.xfs is not there: install xfsprogs");
      mounted = Command.succeeds("mount", "-t", "xfs", "-o", "loop", image, folder);
      assumeTrue(mounted, "this user may not mount a file system, or there is no XFS");
      return new XfsDisk(folder);
    } finally {
      Files.delete(image); // the loop device holds it for as long as it is mounted
      if (!mounted) {
        Files.delete(folder);
      }
    }
  }

  public Path folder() {
    return folder;
  }

  /** The bytes that are free, once all that was written has found its place. */
  public long free() throws Exception {
    if (!Command.succeeds("sync", "-f", folder)) {
      throw new AssertionError("sync failed");
    }
    return Files.getFileStore(folder).getUnallocatedSpace();
  }

  /** At once if nobody has a file open, else as soon as the last one is closed. */
  @Override
  public void close() throws IOException, InterruptedException {
    if (!Command.succeeds("umount", folder)) {
      Command.succeeds("umount", "-l", folder);
    }
    Files.delete(folder);
  }
}
