package dev.sendfile.itests.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Random;

/** Files of random bytes, so that nothing on the way can make less of them. */
final class RandomFile {

  private RandomFile() {}

  /** Makes one in the folder for temporary files, which goes with the field. */
  static Path make(long size, Field field) throws IOException {
    Path path = Files.createTempFile("bench", ".bin");
    field.keep(() -> Files.deleteIfExists(path));
    Random random = new Random(size);
    byte[] block = new byte[(int) Math.min(size, 1 << 20)];
    try (FileChannel out = FileChannel.open(path, StandardOpenOption.WRITE)) {
      for (long left = size; left > 0; left -= block.length) {
        random.nextBytes(block);
        out.write(ByteBuffer.wrap(block, 0, (int) Math.min(block.length, left)));
      }
    }
    return path;
  }
}
