package dev.sendfile.itests.soak;

import java.util.Arrays;

/**
 * What a target should get, in order: header, content, trailer.
 *
 * @param pattern where header and trailer come from
 * @param given where the content comes from
 */
record Expected(
    Pattern pattern,
    Pattern given,
    Pattern.Part header,
    Pattern.Part content,
    Pattern.Part trailer) {

  int total() {
    return header.length() + content.length() + trailer.length();
  }

  /** The same with less content, for a source that ends early. */
  Expected endingAt(int length) {
    return new Expected(pattern, given, header, new Pattern.Part(content.from(), length), trailer);
  }

  /** How many content bytes are among the first bytes of the whole. */
  int contentWithin(long accepted) {
    return (int) Math.max(0, Math.min(content.length(), accepted - header.length()));
  }

  /**
   * Compares some bytes with those that belong at a position.
   *
   * @return the position in the whole of the first that differs or is too many; -1 for none
   */
  int mismatch(byte[] bytes, int offset, int length, int at) {
    int position = at;
    int end = at + length;
    int begin = 0;
    for (Pattern.Part part : new Pattern.Part[] {header, content, trailer}) {
      int within = Math.min(end, begin + part.length()) - position;
      if (within > 0) {
        int first = part.from() + position - begin;
        int index = offset + position - at;
        byte[] from = part == content ? given.bytes() : pattern.bytes();
        int differs = Arrays.mismatch(bytes, index, index + within, from, first, first + within);
        if (differs >= 0) {
          return position + differs;
        }
        position += within;
      }
      begin += part.length();
    }
    return position < end ? position : -1;
  }

  /** Whether some bytes are those that belong at a position, or zeros. */
  boolean matchesOrZeros(byte[] bytes, int at) {
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] != 0 && mismatch(bytes, i, 1, at + i) >= 0) {
        return false;
      }
    }
    return true;
  }
}
