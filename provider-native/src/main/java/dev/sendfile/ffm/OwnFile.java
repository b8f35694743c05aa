package dev.sendfile.ffm;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Finds the descriptor of a file that the engine has opened for one transfer, and whose position
 * nobody needs. Descriptors of one open file share the position: one that moves as the channel is
 * moved is a descriptor of just that open file, whatever its path leads to by now.
 */
final class OwnFile {

  /** Every file system has positions up to 2 GiB. */
  private static final long LARGEST_POSITION = Integer.MAX_VALUE;

  private OwnFile() {}

  /**
   * Finds it.
   *
   * @param path the path by which the file was opened
   * @param channel its channel, whose position is moved
   * @return a descriptor of the same open file
   */
  static int find(Path path, FileChannel channel, Linux linux) throws NoDescriptorException {
    try {
      Path name = path.toRealPath().getFileName();
      for (int number : Proc.numbers()) {
        // asked before there is a second one: closing that would drop locks of another file
        if (isCalled(number, name) && moves(number, channel, linux)) {
          int mine = linux.duplicate(number);
          if (mine >= 0 && isOf(mine, channel, linux)) {
            return mine;
          }
        }
      }
    } catch (IOException e) {
      throw new NoDescriptorException("the target cannot be told from other files: " + e);
    }
    throw new NoDescriptorException("no descriptor of the target is to be found");
  }

  /** Whether a descriptor is the channel's, which is closed if not. */
  private static boolean isOf(int mine, FileChannel channel, Linux linux) throws IOException {
    boolean same = false;
    try {
      same = moves(mine, channel, linux);
      return same;
    } finally {
      if (!same) {
        linux.close(mine);
      }
    }
  }

  /** Whether a descriptor goes where the channel goes. */
  private static boolean moves(int mine, FileChannel channel, Linux linux) throws IOException {
    return mark(channel) == linux.position(mine);
  }

  /** Moves a channel to a place where no other file is likely to stand. */
  private static long mark(FileChannel channel) throws IOException {
    long mark = ThreadLocalRandom.current().nextLong(1, LARGEST_POSITION);
    channel.position(mark);
    return mark;
  }

  /**
   * By its name alone, which asks no file system: a call on a file of a server that has gone might
   * not come back.
   */
  private static boolean isCalled(int number, Path name) {
    try {
      Path leadsTo = Files.readSymbolicLink(Proc.descriptor(number));
      return leadsTo.isAbsolute() && leadsTo.endsWith(name);
    } catch (IOException e) {
      return false; // closed since it was listed
    }
  }
}
