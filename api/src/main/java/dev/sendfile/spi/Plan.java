package dev.sendfile.spi;

/**
 * What is to be moved, fixed before the first step.
 *
 * @param source where from
 * @param target where to
 * @param offset position in a positional source of the first content byte; 0 for a sequential one
 * @param length content bytes to move; {@link #TO_THE_END} where the source does not tell its
 *     length or tells one that is not to be believed (files of size 0 in {@code /proc}, pipes,
 *     streams)
 * @param targetOffset position in a positional target of the first byte, header included; 0 for a
 *     sequential one
 * @param headerLength bytes to deliver before the content, 0 for none
 * @param mayBlock {@code false} when an event loop drives the transfer: no step may block then
 * @param options what the user set
 */
public record Plan(
    Source source,
    Target target,
    long offset,
    long length,
    long targetOffset,
    int headerLength,
    boolean mayBlock,
    Options options) {

  /** The length of a plan that ends where the source ends. */
  public static final long TO_THE_END = -1;

  /**
   * Returns the kinds of the two ends.
   *
   * @return the route
   */
  public Route route() {
    return Route.of(source.kind(), target.kind());
  }
}
