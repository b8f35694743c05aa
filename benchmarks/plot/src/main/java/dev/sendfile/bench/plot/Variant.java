package dev.sendfile.bench.plot;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A contender as a reader knows it.
 *
 * @param name its name in results: {@code SENDFILE_PREPARED}
 * @param label its name for people: {@code sendfile, prepared ends}
 * @param kind whose it is
 */
public record Variant(String name, String label, Kind kind) {

  /** Whose a variant is. */
  public enum Kind {
    /** The library, as it chooses by itself. */
    OURS,
    /** The library, told which strategy to use. */
    FORCED,
    /** A few lines of C: what the machine can do. */
    FLOOR,
    /** What people use, or would write by hand. */
    RIVAL
  }

  private static final String PURE_JAVA = "_WITHOUT_NATIVE";

  /** What names that are the library's own begin with. */
  private static final List<String> OURS = List.of("SENDFILE", "NATIVE", "RECEIVE", "PUMP", "COPY");

  private static final Map<String, String> LABELS =
      Map.ofEntries(
          Map.entry("TRANSFER_TO", "FileChannel.transferTo"),
          Map.entry("WRITE_TRANSFER_TO", "write + transferTo"),
          Map.entry("TRANSFER_FROM", "FileChannel.transferFrom"),
          Map.entry("FILES_COPY", "Files.copy"),
          Map.entry("STREAM", "InputStream.transferTo"),
          Map.entry("STREAM_TRANSFER_TO", "InputStream.transferTo"),
          Map.entry("USUAL_LOOP", "usual transferTo loop"),
          Map.entry("READ_WRITE_BY_HAND", "read + write by hand"),
          Map.entry("MAPPED_BY_HAND", "mapped, by hand"),
          Map.entry("LOOP_64K", "64 KiB buffer loop"),
          Map.entry("LOOP_1M", "1 MiB buffer loop"),
          Map.entry("C_SENDFILE", "C, sendfile(2)"),
          Map.entry("C_SPLICE", "C, splice(2)"),
          Map.entry("COMMONS_IO", "Commons IO"),
          Map.entry("GUAVA", "Guava"),
          Map.entry("OKIO", "Okio"),
          Map.entry("NETTY_NIO", "Netty, NIO"),
          Map.entry("NETTY_EPOLL", "Netty, epoll"),
          Map.entry("SENDFILE", "sendfile, open channel"),
          Map.entry("SENDFILE_WITHOUT_NATIVE", "sendfile, pure Java"),
          Map.entry("SENDFILE_PREPARED", "sendfile, prepared ends"),
          Map.entry("SENDFILE_MAPPED", "sendfile, kept mapped"),
          Map.entry("SENDFILE_PATH", "sendfile, opens the path"),
          Map.entry("SENDFILE_PLAIN_SOCKET", "sendfile, plain socket"),
          Map.entry("NATIVE_PREPARED", "sendfile, prepared, only native-sendfile"),
          Map.entry("RECEIVE", "sendfile, receive"),
          Map.entry("PUMP", "sendfile, pump"),
          Map.entry("COPY", "sendfile, copy"));

  /**
   * Finds a variant by its name. One that is not known gets a label made of its name, so that a new
   * contender needs no change here.
   *
   * @param name as results have it
   * @return the variant
   */
  public static Variant of(String name) {
    return new Variant(name, label(name), kind(name));
  }

  /**
   * Tells whether it is the library, choosing or forced.
   *
   * @return {@code false} if it is what the library is compared with
   */
  public boolean isLibrary() {
    return kind == Kind.OURS || kind == Kind.FORCED;
  }

  private static Kind kind(String name) {
    if (name.startsWith("C_")) {
      return Kind.FLOOR;
    }
    if (OURS.stream().noneMatch(it -> name.equals(it) || name.startsWith(it + '_'))) {
      return Kind.RIVAL;
    }
    return !name.startsWith("NATIVE") && LABELS.containsKey(withNative(name))
        ? Kind.OURS
        : Kind.FORCED;
  }

  private static String withNative(String name) {
    return name.endsWith(PURE_JAVA) ? name.substring(0, name.length() - PURE_JAVA.length()) : name;
  }

  private static String label(String name) {
    String known = LABELS.get(name);
    if (known != null) {
      return known;
    }
    if (name.endsWith(PURE_JAVA)) {
      return label(withNative(name)) + ", pure Java";
    }
    String words = name.toLowerCase(Locale.ROOT).replace('_', ' ');
    if (kind(name) == Kind.RIVAL) {
      return words;
    }
    // COPY_MMAP is a copy by the strategy mmap, NATIVE_SPLICE one by native-splice
    return words.startsWith("native ")
        ? "sendfile, only " + words.replace(' ', '-')
        : "sendfile, only " + words.substring(words.indexOf(' ') + 1);
  }
}
