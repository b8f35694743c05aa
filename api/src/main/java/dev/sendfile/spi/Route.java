package dev.sendfile.spi;

/**
 * The kinds of the two ends of a transfer.
 *
 * @param source the kind of the source
 * @param target the kind of the target
 */
public record Route(EndKind source, EndKind target) {

  /** The well-known kinds, those of the most travelled routes first. */
  private static final EndKind[] KINDS = {
    EndKind.FILE, EndKind.TCP, EndKind.CHANNEL, EndKind.STREAM, EndKind.UNIX, EndKind.PIPE
  };

  /** From each of them to each: a transfer asks for its route more than once. */
  private static final Route[][] ROUTES = new Route[KINDS.length][KINDS.length];

  static {
    for (int from = 0; from < KINDS.length; from++) {
      for (int to = 0; to < KINDS.length; to++) {
        ROUTES[from][to] = new Route(KINDS[from], KINDS[to]);
      }
    }
  }

  /**
   * Returns the route between two kinds.
   *
   * @param source the kind of the source
   * @param target the kind of the target
   * @return the route
   */
  public static Route of(EndKind source, EndKind target) {
    int from = index(source);
    int to = index(target);
    return from >= 0 && to >= 0 ? ROUTES[from][to] : new Route(source, target);
  }

  @SuppressWarnings("ReferenceEquality") // a kind that only equals a constant is no error, but rare
  private static int index(EndKind kind) {
    for (int i = 0; i < KINDS.length; i++) {
      if (KINDS[i] == kind) {
        return i;
      }
    }
    return -1;
  }

  /**
   * Returns the route as it is shown to users.
   *
   * @return for example {@code file -> tcp}
   */
  @Override
  public String toString() {
    return source + " -> " + target;
  }
}
