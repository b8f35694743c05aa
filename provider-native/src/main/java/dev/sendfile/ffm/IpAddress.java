package dev.sendfile.ffm;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * An address and a port, to be compared: sockets of IPv6 that carry IPv4, as those of the JDK do,
 * have the same ones as those of IPv4.
 */
final class IpAddress {

  private static final int V4 = 4;

  private final byte[] bytes;
  private final int port;

  /**
   * Makes an address.
   *
   * @param bytes 4 or 16 of them
   * @param port the port
   */
  IpAddress(byte[] bytes, int port) {
    this.bytes = isMapped(bytes) ? Arrays.copyOfRange(bytes, 12, 16) : bytes;
    this.port = port;
  }

  /** The same as the JDK tells it; {@code null} if it tells none of IP. */
  static @Nullable IpAddress of(@Nullable SocketAddress address) {
    return address instanceof InetSocketAddress internet && internet.getAddress() != null
        ? of(internet.getAddress(), internet.getPort())
        : null;
  }

  private static IpAddress of(InetAddress address, int port) {
    return new IpAddress(address.getAddress(), port);
  }

  /** Whether these are ten zeros, two times 255, and an address of IPv4. */
  private static boolean isMapped(byte[] bytes) {
    if (bytes.length == V4 || bytes[10] != -1 || bytes[11] != -1) {
      return false;
    }
    for (int i = 0; i < 10; i++) {
      if (bytes[i] != 0) {
        return false;
      }
    }
    return true;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof IpAddress that && port == that.port && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(bytes) + port;
  }

  @Override
  public String toString() {
    return Arrays.toString(bytes) + ":" + port;
  }
}
