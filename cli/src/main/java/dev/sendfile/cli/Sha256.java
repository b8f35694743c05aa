package dev.sendfile.cli;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;

/** The SHA-256 of bytes, collected piece by piece. */
final class Sha256 {

  private static final int BLOCK_BYTES = 1 << 20;

  private final MessageDigest digest;

  Sha256() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (GeneralSecurityException e) {
      throw new AssertionError("each JVM has SHA-256", e);
    }
  }

  /** Reads a part of a file. The kernel's own path never shows its bytes to the JVM. */
  static Sha256 of(Path file, long offset, long length) throws IOException {
    Sha256 sha256 = new Sha256();
    ByteBuffer block = ByteBuffer.allocateDirect(BLOCK_BYTES);
    try (FileChannel channel = FileChannel.open(file)) {
      for (long done = 0; done < length; ) {
        block.clear().limit((int) Math.min(BLOCK_BYTES, length - done));
        int n = channel.read(block, offset + done);
        if (n < 0) {
          throw new EOFException(
              file
                  + " was truncated to "
                  + (offset + done)
                  + " bytes before its checksum was read");
        }
        sha256.update(block.flip());
        done += n;
      }
    }
    return sha256;
  }

  void update(ByteBuffer bytes) {
    digest.update(bytes);
  }

  /** A channel that shows here what is read from another one. Closing it closes that. */
  ReadableByteChannel through(ReadableByteChannel source) {
    return new ReadableByteChannel() {
      @Override
      public int read(ByteBuffer into) throws IOException {
        int begin = into.position();
        int n = source.read(into);
        update(into.duplicate().limit(into.position()).position(begin));
        return n;
      }

      @Override
      public boolean isOpen() {
        return source.isOpen();
      }

      @Override
      public void close() throws IOException {
        source.close();
      }
    };
  }

  /** Ends it. */
  String hexadecimal() {
    return HexFormat.of().formatHex(digest.digest());
  }
}
