package dev.sendfile.tck.broken;

import dev.sendfile.spi.Lease;
import dev.sendfile.spi.Memory;
import dev.sendfile.spi.Step;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Steps that leave something behind: some of it, so that the tests that follow have enough. */
final class Leaking {

  private static final int SOME = 40;

  private Leaking() {}

  static Hand.Flaw descriptors() {
    List<Object> kept = list();
    return hand -> {
      if (isFirst(hand) && kept.size() < SOME) {
        Path file = Files.createTempFile("leak", ".bin");
        kept.add(FileChannel.open(file));
        Files.delete(file);
      }
      return hand.honestly();
    };
  }

  /** Nobody holds it any more, so that the collector would close it. */
  static Step descriptorOfAFailure(Hand hand) throws IOException {
    try {
      return hand.honestly();
    } catch (IOException e) {
      FileChannel.open(Path.of("/dev/null"));
      throw e;
    }
  }

  /** The same of a mapping. */
  static Step mapping(Hand hand) throws IOException {
    FileChannel file = hand.plan().source().as(FileChannel.class);
    if (file != null && isFirst(hand)) {
      file.map(FileChannel.MapMode.READ_ONLY, 0, file.size());
    }
    return hand.honestly();
  }

  static Hand.Flaw mappings() {
    List<Object> kept = list();
    return hand -> {
      FileChannel file = hand.plan().source().as(FileChannel.class);
      if (file != null && isFirst(hand) && kept.size() < SOME) {
        kept.add(file.map(FileChannel.MapMode.READ_ONLY, 0, file.size()));
      }
      return hand.honestly();
    };
  }

  /** More than the engine's cache may keep, in the end. */
  static Hand.Flaw directMemory() {
    List<Object> kept = list();
    return hand -> {
      if (isFirst(hand) && kept.size() < 64) {
        kept.add(ByteBuffer.allocateDirect(1 << 20));
      }
      return hand.honestly();
    };
  }

  static Step lease(Hand hand) throws IOException {
    hand.context().lease(10, Memory.DIRECT);
    return hand.honestly();
  }

  static Step leaseTwice(Hand hand) throws IOException {
    Lease lease = hand.context().lease(10, Memory.DIRECT);
    lease.close();
    lease.close();
    return hand.honestly();
  }

  /** Each transfer leaves one thing behind, whatever its length. */
  private static boolean isFirst(Hand hand) {
    return hand.batch().position() == hand.plan().offset();
  }

  private static List<Object> list() {
    return Collections.synchronizedList(new ArrayList<>());
  }
}
