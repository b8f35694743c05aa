package dev.sendfile.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.SplittableRandom;

/** A file of bytes that a test can tell from each other, and its content. */
record Bytes(Path file, byte[] content) {

  /** More than the socket buffers of both ends hold. */
  static final int MANY = 32 << 20;

  static Bytes in(Path folder, int size) throws IOException {
    byte[] content = new byte[size];
    new SplittableRandom(size).nextBytes(content);
    return new Bytes(Files.write(folder.resolve("bytes.bin"), content), content);
  }

  /** The hash of bytes, as tools print it. */
  static String sha256(byte[] content) throws GeneralSecurityException {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
  }

  byte[] range(int offset, int length) {
    return Arrays.copyOfRange(content, offset, offset + length);
  }
}
