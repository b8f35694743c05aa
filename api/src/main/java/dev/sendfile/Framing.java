package dev.sendfile;

import java.nio.ByteBuffer;

/**
 * What goes before the content, and what after it. Many transfers may share it: nobody moves the
 * two buffers, who reads them takes a view.
 *
 * @param header what goes before, from its position to its limit; read-only
 * @param trailer what goes after, likewise
 */
record Framing(ByteBuffer header, ByteBuffer trailer) {

  /** No bytes. */
  static final ByteBuffer NONE = ByteBuffer.allocate(0).asReadOnlyBuffer();

  /** Neither. */
  static final Framing EMPTY = new Framing(NONE, NONE);

  Framing {
    if ((long) header.remaining() + trailer.remaining() > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "header of "
              + header.remaining()
              + " and trailer of "
              + trailer.remaining()
              + " bytes are 2 GiB or more together; send them as files");
    }
  }

  int headerLength() {
    return header.remaining();
  }

  int trailerLength() {
    return trailer.remaining();
  }

  /** Bytes of both. */
  int length() {
    return headerLength() + trailerLength();
  }

  /** A view of the header without its first bytes. */
  ByteBuffer headerFrom(int skipped) {
    return view(header, skipped);
  }

  /** A view of the trailer without its first bytes. */
  ByteBuffer trailerFrom(int skipped) {
    return view(trailer, skipped);
  }

  /**
   * Reads a byte of what is still to be sent. Memory that its owner has released, or that belongs
   * to another thread, throws then, and not in the hands of a strategy.
   *
   * @param sent bytes of header and trailer that were sent
   * @throws UnreadableFramingException if it cannot be read
   */
  void requireReadable(int sent) throws UnreadableFramingException {
    if (sent < headerLength()) {
      requireReadable("header", header);
    }
    if (sent < length()) {
      requireReadable("trailer", trailer);
    }
  }

  private static void requireReadable(String which, ByteBuffer bytes)
      throws UnreadableFramingException {
    if (bytes.hasRemaining()) {
      try {
        bytes.get(bytes.position());
      } catch (RuntimeException e) { // an arena that was closed, or is another thread's
        throw new UnreadableFramingException(which, e);
      }
    }
  }

  private static ByteBuffer view(ByteBuffer bytes, int skipped) {
    return bytes.duplicate().position(bytes.position() + skipped);
  }
}
