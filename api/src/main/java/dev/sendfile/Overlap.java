package dev.sendfile;

import dev.sendfile.internal.end.EngineSource;
import dev.sendfile.internal.end.EngineTarget;
import dev.sendfile.internal.end.ListedLocks;
import dev.sendfile.internal.end.Opening;
import dev.sendfile.internal.end.SameFile;
import dev.sendfile.spi.Plan;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Refuses to write a file over itself. Two paths are told apart by what the file system calls them;
 * where one end is a channel, {@link SameFile} tells. A target that is yet to be opened is looked
 * at once it is, and before it is truncated, where {@link ListedLocks} has not told before.
 */
final class Overlap {

  private final Plan plan;
  private final EngineSource source;
  private final EngineTarget target;
  private final Opening opening;

  /** A path without an offset is written from its beginning, and all that was there goes. */
  private final boolean truncates;

  private Overlap(Plan plan, EngineSource source, EngineTarget target, Opening opening) {
    this.plan = plan;
    this.source = source;
    this.target = target;
    this.opening = opening;
    this.truncates = target.file() == null && !opening.hasOffset();
  }

  static void refuse(EngineSource source, EngineTarget target, Plan plan, Opening opening)
      throws IOException {
    if (!opening.replace() && !opening.createNew() && target.exists()) {
      new Overlap(plan, source, target, opening).refuse();
    }
  }

  private void refuse() throws IOException {
    FileChannel read = source.file();
    FileChannel written = target.file();
    Path from = source.as(Path.class);
    Path to = target.as(Path.class);
    if (written != null) {
      refuse(read, written);
    } else if (from != null && to != null) {
      refuseIf(isSameFile(from, to) && losesBytes());
    } else if (read != null && to != null && !source.foreign() && losesBytes()) {
      boolean looks = target.inspect(read.size(), it -> refuseIf(SameFile.of(read, it)));
      refuseIf(looks && ListedLocks.tell(read, to));
    }
  }

  /** Of somebody else's channel it is only seen whether it is the other end as well. */
  private void refuse(@Nullable FileChannel read, FileChannel written) throws IOException {
    if (read == null) {
      return;
    }
    boolean one = isOne(read, written);
    boolean telling = !source.foreign() && !target.foreign();
    refuseIf((one || telling) && losesBytes() && (one || SameFile.of(read, written)));
  }

  @SuppressWarnings("ReferenceEquality") // what a stranger calls equal may be anything
  private static boolean isOne(FileChannel read, FileChannel written) {
    return read == written;
  }

  private boolean isSameFile(Path from, Path to) throws IOException {
    Object key = source.fileKey();
    return key == null ? Files.isSameFile(from, to) : key.equals(target.fileKey());
  }

  /** Whether bytes are written over before they are read, if both ends are one file. */
  private boolean losesBytes() throws IOException {
    if (truncates || plan.length() < 0) {
      return true;
    }
    FileChannel written = target.file();
    long begin = opening.hasOffset() || written == null ? opening.start() : written.position();
    long length = plan.headerLength() + plan.length();
    return plan.length() > 0
        && begin < plan.offset() + plan.length()
        && begin + length > plan.offset();
  }

  private void refuseIf(boolean same) throws EndFailedException {
    if (same) {
      throw new EndFailedException(
          FailedEnd.NEITHER,
          truncates
              ? "the target "
                  + plan.target().as(Path.class)
                  + " is the source itself, and would be truncated before it is read; name another"
                  + " target, give a target offset, or use REPLACE_ATOMICALLY"
              : "source and target are the same file, and the bytes from "
                  + plan.offset()
                  + " on would be written over while they are read; give a target offset behind"
                  + " them",
          null);
    }
  }
}
