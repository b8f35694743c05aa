package dev.sendfile.ffm;

/**
 * A descriptor of our own, which nobody else can close: so its number never stands for something
 * else while it is used.
 */
class Descriptor implements AutoCloseable {

  private final int number;

  Descriptor(int number) {
    this.number = number;
  }

  final int number() {
    return number;
  }

  /** Gives back what was taken for one transfer; of what is kept for many, nothing. */
  @Override
  public void close() {}

  /** One that was made for a transfer. */
  static Descriptor closedBy(Linux linux, int number) {
    return new Descriptor(number) {
      @Override
      public void close() {
        linux.close(number);
      }
    };
  }
}
