package dev.sendfile.cli;

import dev.sendfile.cli.file.FileStatus;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

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

  /**
   * Reads a part of a file that was moved. The kernel's own path never shows its bytes to the JVM,
   * so they are read once more, and must be those that moved.
   *
   * @param file the file
   * @param before what it was before its bytes moved
   */
  static Sha256 of(Path file, @Nullable FileStatus before, long offset, long length)
      throws CommandException {
    Sha256 sha256 = new Sha256();
    IOException failure = null;
    try {
      sha256.read(file, offset, length);
    } catch (IOException e) {
      failure = e;
    }
    if (failure != null || !Objects.equals(before, FileStatus.of(file).orElse(null))) {
      throw new CommandException(
          file + " was changed meanwhile, so that the checksum of what moved is not known",
          Remedy.of(
              "all " + length + " bytes have moved; do it again when nobody writes to the file"),
          length,
          null,
          failure);
    }
    return sha256;
  }

  private void read(Path file, long offset, long length) throws IOException {
    ByteBuffer block = ByteBuffer.allocateDirect(BLOCK_BYTES);
    try (FileChannel channel = FileChannel.open(file)) {
      for (long done = 0; done < length; ) {
        block.clear().limit((int) Math.min(BLOCK_BYTES, length - done));
        int n = channel.read(block, offset + done);
        if (n < 0) {
          throw new EOFException(file + " was truncated to " + (offset + done) + " bytes");
        }
        update(block.flip());
        done += n;
      }
    }
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
