package dev.sendfile;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayDeque;
import java.util.Deque;

/** A channel of a user's own, in memory: takes as much as a test says, write by write. */
final class Sink implements WritableByteChannel {

  private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
  private final Deque<Room> rooms = new ArrayDeque<>();
  private boolean closed;

  /** How many bytes the next write takes; or it throws. */
  @FunctionalInterface
  interface Room {
    int left() throws IOException;
  }

  /** The next writes take no more than this; those behind them all they get. */
  Sink taking(int... most) {
    for (int each : most) {
      rooms.add(() -> each);
    }
    return this;
  }

  Sink then(Room room) {
    rooms.add(room);
    return this;
  }

  byte[] taken() {
    return taken.toByteArray();
  }

  @Override
  public int write(ByteBuffer from) throws IOException {
    Room room = rooms.poll();
    byte[] bytes =
        new byte[Math.min(from.remaining(), room == null ? from.remaining() : room.left())];
    from.get(bytes);
    taken.writeBytes(bytes);
    return bytes.length;
  }

  @Override
  public boolean isOpen() {
    return !closed;
  }

  @Override
  public void close() {
    closed = true;
  }
}
