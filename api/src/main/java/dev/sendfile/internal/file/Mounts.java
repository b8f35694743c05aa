package dev.sendfile.internal.file;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** What is mounted where, as far as the system tells: {@code /proc/self/mountinfo}. */
final class Mounts {

  private static final Path LIST = Path.of("/proc/self/mountinfo");
  private static final int MOUNT_POINT = 4; // the fifth field of a line

  private Mounts() {}

  /** Whether something is mounted on a file itself: a container has its configuration like that. */
  static boolean isPoint(Path file) throws IOException {
    if (!file.getFileSystem().equals(FileSystems.getDefault()) || !Files.isReadable(LIST)) {
      return false;
    }
    String point = file.toRealPath().toString();
    // byte for byte: names are in whatever encoding
    return Files.readString(LIST, StandardCharsets.ISO_8859_1)
        .lines()
        .map(line -> line.split(" "))
        .anyMatch(it -> it.length > MOUNT_POINT && name(it[MOUNT_POINT]).equals(point));
  }

  /** Undoes {@code \040} for a space and the like. */
  private static String name(String escaped) {
    byte[] raw = escaped.getBytes(StandardCharsets.ISO_8859_1);
    ByteArrayOutputStream name = new ByteArrayOutputStream(raw.length);
    for (int i = 0; i < raw.length; i++) {
      if (raw[i] == '\\' && i + 3 < raw.length) {
        String octal = new String(Arrays.copyOfRange(raw, i + 1, i + 4), StandardCharsets.US_ASCII);
        name.write(Integer.parseInt(octal, 8));
        i += 3;
      } else {
        name.write(raw[i]);
      }
    }
    return name.toString(encoding());
  }

  private static Charset encoding() {
    String names = System.getProperty("sun.jnu.encoding");
    return names == null ? Charset.defaultCharset() : Charset.forName(names);
  }
}
