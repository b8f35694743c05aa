package dev.sendfile;

import dev.sendfile.internal.end.EngineSource;
import dev.sendfile.internal.end.EngineTarget;
import dev.sendfile.internal.end.Opening;
import dev.sendfile.internal.end.SameFile;
import dev.sendfile.spi.Plan;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Refuses to write a file over itself. Two paths are told apart by what the file system calls them;
 * where one end is a channel, {@link SameFile} tells. A target that is yet to be opened is looked
 * at once it is, and before it is truncated. What cannot be told is written where nothing could be
 * lost by that, and refused where it could.
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
    Overlap overlap = new Overlap(plan, source, target, opening);
    if (overlap.isPossible() && !overlap.refuseKnown()) {
      overlap.look();
    }
  }

  /**
   * Refuses what is known without a look, which others might notice.
   *
   * @return what a transfer would find out; {@code null} for nothing
   */
  static @Nullable String explain(
      EngineSource source, EngineTarget target, Plan plan, Opening opening) throws IOException {
    Overlap overlap = new Overlap(plan, source, target, opening);
    return overlap.isPossible() && !overlap.refuseKnown() && overlap.mayBeOne()
        ? "source and target are of one size: a transfer looks whether they are one file, and is"
            + " refused then"
        : null;
  }

  private boolean isPossible() {
    return !opening.replace() && !opening.createNew() && target.exists();
  }

  /** Refuses two paths of one file, or one channel; returns whether nothing else can be one. */
  private boolean refuseKnown() throws IOException {
    FileChannel read = source.file();
    FileChannel written = target.file();
    Path from = source.as(Path.class);
    Path to = target.as(Path.class);
    if (written == null && from != null && to != null) {
      refuseIf(isSameFile(from, to) && losesBytes());
      return true;
    }
    if (read == null || (written == null && to == null)) {
      return true;
    }
    refuseIf(isOne(read, written) && losesBytes());
    // what a stranger says of itself may be anything
    return source.foreign() || (written != null && target.foreign()) || !losesBytes();
  }

  private boolean mayBeOne() throws IOException {
    long size = read().size();
    FileChannel written = target.file();
    return written == null ? target.inspect(size, it -> true) : size > 0 && size == written.size();
  }

  private void look() throws IOException {
    FileChannel written = target.file();
    if (written == null) {
      target.inspect(read().size(), this::isOther);
    } else {
      isOther(written);
    }
  }

  /** Refuses one file; returns whether it is surely not. */
  private boolean isOther(FileChannel written) throws IOException {
    SameFile same = SameFile.of(read(), written);
    refuseIf(same == SameFile.YES);
    if (same == SameFile.UNTOLD && !changesNothing()) {
      throw refused(
          "it cannot be told whether source and target are one file, whose bytes would be lost:"
              + " this process or another one has locked them whole, or their file system has no"
              + " locks; release the locks, or give the paths of both");
    }
    return same == SameFile.NO;
  }

  private FileChannel read() {
    return Objects.requireNonNull(source.file());
  }

  /** Whether each byte of one file would be written where it was read. */
  private boolean changesNothing() throws IOException {
    return plan.headerLength() == 0
        && plan.offset() == begin()
        && (!truncates || (plan.offset() == 0 && plan.length() >= read().size()));
  }

  @SuppressWarnings("ReferenceEquality") // what a stranger calls equal may be anything
  private static boolean isOne(FileChannel read, @Nullable FileChannel written) {
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
    long begin = begin();
    long length = plan.headerLength() + plan.length();
    return plan.length() > 0
        && begin < plan.offset() + plan.length()
        && begin + length > plan.offset();
  }

  /** Where the target is written from. */
  private long begin() throws IOException {
    FileChannel written = target.file();
    return opening.hasOffset() || written == null ? opening.start() : written.position();
  }

  private void refuseIf(boolean same) throws EndFailedException {
    if (same) {
      throw refused(
          truncates
              ? "the target "
                  + plan.target().as(Path.class)
                  + " is the source itself, and would be truncated before it is read; name another"
                  + " target, give a target offset, or use REPLACE_ATOMICALLY"
              : "source and target are the same file, and the bytes from "
                  + plan.offset()
                  + " on would be written over while they are read; give a target offset behind"
                  + " them");
    }
  }

  private static EndFailedException refused(String why) {
    return new EndFailedException(FailedEnd.NEITHER, why, null);
  }
}
