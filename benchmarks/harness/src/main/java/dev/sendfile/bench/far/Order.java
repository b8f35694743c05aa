package dev.sendfile.bench.far;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import org.jspecify.annotations.Nullable;

/**
 * What the far end is told to do with a connection, on another one: so nothing but the bytes
 * themselves goes where they are timed. {@code rival.c} knows the letters too.
 *
 * @param verb what
 * @param value a port for {@code ATTACH}, else a number of bytes
 */
record Order(Verb verb, long value) {

  /** What to do. */
  enum Verb {
    /** Take the connection that comes from a port; answered with 0, or -1 if there is none. */
    ATTACH('a'),
    /** Receive so many bytes, and sleep while none come; answered with 0 once they are there. */
    DRAIN('d'),
    /** The same, and never sleep. */
    DRAIN_AWAKE('w'),
    /** Send so many bytes of {@link Poured}; not answered. */
    POUR('p'),
    /** Receive so many bytes, and tell what came: answered after {@code END}. */
    PROVE('v'),
    /** No more will come; answered with the number of bytes and their checksum. */
    END('e');

    private final char letter;

    Verb(char letter) {
      this.letter = letter;
    }

    private static Verb of(long letter) throws IOException {
      for (Verb verb : values()) {
        if (verb.letter == letter) {
          return verb;
        }
      }
      throw new IOException("no order begins with " + letter);
    }
  }

  /** Bytes of an order, and of an answer. */
  static final int BYTES = 2 * Long.BYTES;

  void write(WritableByteChannel to) throws IOException {
    Wire.write(to, verb.letter, value);
  }

  /** Reads the next one; null at the end. */
  static @Nullable Order read(ReadableByteChannel from) throws IOException {
    ByteBuffer order = Wire.read(from, ByteBuffer.allocate(BYTES));
    return order == null ? null : new Order(Verb.of(order.getLong()), order.getLong());
  }
}
