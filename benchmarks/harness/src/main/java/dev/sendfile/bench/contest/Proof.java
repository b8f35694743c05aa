package dev.sendfile.bench.contest;

import dev.sendfile.bench.far.Bytes;
import dev.sendfile.bench.far.Link;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** Lets a move be made once, and says what arrived. */
@FunctionalInterface
interface Proof {

  /** Moves that are timed and one that is looked at may differ. */
  Bytes arrivedBy(Move move) throws IOException;

  /** At the far end of the first link; what the others send goes there. */
  static Proof atFarEnd(List<Link> links, long bytes) {
    return move -> {
      for (Link link : links) {
        link.prove(bytes);
      }
      move.once();
      return links.get(0).arrived();
    };
  }

  /** In a file that is emptied before, so that nothing of it can pass for what came. */
  static Proof inFile(List<Link> links, long bytes, Path file) {
    return move -> {
      empty(file);
      for (Link link : links) {
        link.prove(bytes);
      }
      move.once();
      return inFile(file);
    };
  }

  /** What a file holds. */
  static Bytes inFile(Path file) throws IOException {
    return Bytes.of(ByteBuffer.allocate(0), file);
  }

  /** Leaves nothing in a file. */
  static void empty(Path file) throws IOException {
    FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING).close();
  }

  /** Compares what arrived with what was to. */
  static void compare(String name, Bytes arrived, Bytes expected) throws ProofException {
    if (!arrived.equals(expected)) {
      throw new ProofException(
          name
              + " does not move the bytes that it is to move: want "
              + expected
              + ", got "
              + arrived);
    }
  }
}
