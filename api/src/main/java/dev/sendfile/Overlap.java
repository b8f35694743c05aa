package dev.sendfile;

import dev.sendfile.internal.end.EngineSource;
import dev.sendfile.internal.end.EngineTarget;
import dev.sendfile.internal.end.Opening;
import dev.sendfile.spi.Plan;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Refuses to write a file over itself. What can be seen is seen: two paths, or one channel. Two
 * channels do not tell whether they lead to one file.
 */
final class Overlap {

  private Overlap() {}

  static void refuse(EngineSource source, EngineTarget target, Plan plan, Opening opening)
      throws IOException {
    if (opening.replace() || opening.createNew() || !sameFile(source, target)) {
      return;
    }
    Long begin = begin(target, opening);
    if (begin == null) {
      throw new EndFailedException(
          FailedEnd.NEITHER,
          "the target "
              + plan.target().as(Path.class)
              + " is the source itself, and would be truncated before it is read; name another"
              + " target, give a target offset, or use REPLACE_ATOMICALLY",
          null);
    }
    long length = plan.headerLength() + Math.max(0, plan.length());
    boolean apart =
        plan.length() >= 0
            && (begin >= plan.offset() + plan.length() || begin + length <= plan.offset());
    if (!apart && plan.length() != 0) {
      throw new EndFailedException(
          FailedEnd.NEITHER,
          "source and target are the same file, and the bytes from "
              + plan.offset()
              + " on would be written over while they are read; give a target offset behind them",
          null);
    }
  }

  /** Where the target is written; {@code null} if it is truncated first. */
  private static @Nullable Long begin(EngineTarget target, Opening opening) throws IOException {
    if (opening.hasOffset()) {
      return opening.offset();
    }
    FileChannel channel = target.file();
    return channel == null ? null : channel.position();
  }

  private static boolean sameFile(EngineSource source, EngineTarget target) throws IOException {
    FileChannel channel = target.file();
    if (channel != null) {
      return channel.equals(source.file());
    }
    Path from = source.as(Path.class);
    Path to = target.as(Path.class);
    if (from == null || to == null || !target.exists()) {
      return false;
    }
    Object key = source.fileKey();
    return key == null ? Files.isSameFile(from, to) : key.equals(target.fileKey());
  }
}
