package dev.sendfile.ffm;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;

/** Addresses are the same if they are so on the wire. */
class IpAddressTest {

  private static final byte[] V4 = {127, 0, 0, 1};
  private static final byte[] MAPPED = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1, 127, 0, 0, 1};

  @Test
  void ipv4InsideIpv6IsIpv4() {
    assertThat(new IpAddress(MAPPED, 80))
        .isEqualTo(new IpAddress(V4, 80))
        .hasSameHashCodeAs(new IpAddress(V4, 80))
        .hasToString("[127, 0, 0, 1]:80");
  }

  @Test
  void whatOnlyLooksMappedIsNot() {
    for (int i = 0; i < 12; i++) {
      byte[] other = MAPPED.clone();
      other[i] ^= 1;
      assertThat(new IpAddress(other, 80)).isNotEqualTo(new IpAddress(V4, 80));
    }
  }

  @Test
  void portsAndAddressesCount() {
    assertThat(new IpAddress(V4, 80)).isNotEqualTo(new IpAddress(V4, 81));
    assertThat(new IpAddress(V4, 80)).isNotEqualTo(new IpAddress(new byte[] {127, 0, 0, 2}, 80));
    assertThat(new IpAddress(V4, 80)).isNotEqualTo("[127, 0, 0, 1]:80");
  }

  @Test
  void isWhatTheJdkTells() throws UnknownHostException {
    InetAddress mapped = InetAddress.getByAddress(MAPPED);

    assertThat(IpAddress.of(new InetSocketAddress(mapped, 65535)))
        .isEqualTo(new IpAddress(V4, 65535));
    assertThat(IpAddress.of(InetSocketAddress.createUnresolved("no.such.host", 1))).isNull();
    assertThat(IpAddress.of(UnixDomainSocketAddress.of("/tmp/socket"))).isNull();
    assertThat(IpAddress.of(null)).isNull();
  }
}
