package dev.sendfile.ffm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sendfile.spi.Capability;
import dev.sendfile.spi.Offer;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** From which length on a descriptor is looked for can be set, and what is no length is refused. */
class ScanFromTest {

  private static Offer.Accepted offer(String setting) {
    return (Offer.Accepted) ScanFrom.parse(setting, Set.of(Capability.ZERO_COPY)).offer();
  }

  @Test
  void isOneMebibyteWhereNothingIsSet() {
    assertThat(offer(null).efficientFrom()).isEqualTo(1 << 20);
    assertThat(new NativeSplice(null).availability().isAvailable()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"0,0", "1,1", "' 65536 ',65536", "9223372036854775805,9223372036854775805"})
  void isWhatIsSet(String setting, long from) {
    assertThat(offer(setting).efficientFrom()).isEqualTo(from);
    assertThat(offer(setting).efficientAt(from)).isTrue();
    assertThat(new NativeSplice(setting).availability().isAvailable()).isTrue();
  }

  @Test
  void aLengthThatNobodyKnowsIsNoLongOne() {
    assertThat(offer("0").efficientAt(-1)).isFalse();
    assertThat(offer(null).efficientAt(-1)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "abc",
        "-1",
        "1k",
        "1e6",
        "0x10",
        "9223372036854775806",
        "99999999999999999999"
      })
  void whatIsNoLengthMakesTheStrategyUnavailableAndSaysWhatToSet(String setting) {
    assertThat(new NativeSplice(setting).availability())
        .hasToString(
            "unavailable: dev.sendfile.ffm.scanFrom="
                + setting
                + " is not a number of bytes; set it to one like 1048576, or not at all");
  }
}
