package dev.sendfile.itests.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Random;

/**
 * A file of random bytes to be sent: {@code -Dsendfile.it.size} of them, 24 MiB unless said
 * otherwise.
 *
 * @param file the file
 * @param sha256 the checksum of its bytes
 */
record Sample(Path file, String sha256) {

  static final long SIZE = Long.getLong("sendfile.it.size", 24L << 20);

  private static final int BLOCK = 1 << 20;

  static Sample in(Path directory, String name) throws IOException, GeneralSecurityException {
    return in(directory, name, SIZE);
  }

  /** One that is no larger than its test needs. */
  static Sample in(Path directory, String name, long size)
      throws IOException, GeneralSecurityException {
    Path file = directory.resolve(name);
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    Random random = new Random(size);
    byte[] block = new byte[BLOCK];
    try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW)) {
      for (long left = size; left > 0; left -= BLOCK) {
        random.nextBytes(block);
        int n = (int) Math.min(BLOCK, left);
        out.write(block, 0, n);
        digest.update(block, 0, n);
      }
    }
    return new Sample(file, HexFormat.of().formatHex(digest.digest()));
  }

  /** Says that another file has the same bytes. */
  void sameAs(Path other) throws IOException {
    assertThat(Files.mismatch(file, other)).as("where %s differs", other).isEqualTo(-1);
  }
}
