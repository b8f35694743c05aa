package dev.sendfile.itests.nativecalls;

import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/** Numbers of descriptors, which the JDK tells nobody. */
final class Numbers {

  private Numbers() {}

  /** The number of an open socket; -1 where the JDK does not let us look. */
  static int of(SocketChannel channel) {
    try {
      Field number = channel.getClass().getDeclaredField("fdVal");
      number.setAccessible(true);
      return number.getInt(channel);
    } catch (ReflectiveOperationException | RuntimeException e) {
      return -1;
    }
  }

  /** Whether a number is that of some file. */
  static boolean isOf(int number, Path file) {
    try {
      return Files.readSymbolicLink(Path.of("/proc/self/fd/" + number)).equals(file);
    } catch (IOException e) {
      return false; // nobody has it
    }
  }
}
