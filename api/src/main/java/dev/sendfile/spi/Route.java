package dev.sendfile.spi;

/**
 * The kinds of the two ends of a transfer.
 *
 * @param source the kind of the source
 * @param target the kind of the target
 */
public record Route(EndKind source, EndKind target) {

  /** The most travelled one. */
  private static final Route FILE_TO_TCP = new Route(EndKind.FILE, EndKind.TCP);

  /**
   * Returns the route between two kinds.
   *
   * @param source the kind of the source
   * @param target the kind of the target
   * @return the route
   */
  public static Route of(EndKind source, EndKind target) {
    return source.equals(EndKind.FILE) && target.equals(EndKind.TCP)
        ? FILE_TO_TCP
        : new Route(source, target);
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
