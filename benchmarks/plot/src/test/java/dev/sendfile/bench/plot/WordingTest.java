package dev.sendfile.bench.plot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sendfile.bench.plot.Variant.Kind;
import org.junit.jupiter.api.Test;

class WordingTest {

  @Test
  void sizesAreInTheLargestUnitThatLeavesThemWhole() {
    assertThat(Units.size(0)).isEqualTo("0 B");
    assertThat(Units.size(1000)).isEqualTo("1000 B");
    assertThat(Units.size(4096)).isEqualTo("4 KiB");
    assertThat(Units.size(1536 << 10)).isEqualTo("1536 KiB");
    assertThat(Units.size(1 << 30)).isEqualTo("1 GiB");
    assertThat(Units.size(Long.MAX_VALUE)).isEqualTo(Long.MAX_VALUE + " B");
  }

  @Test
  void timesHaveThreeDigitsThatCount() {
    assertThat(Units.time(0)).isEqualTo("0 ns");
    assertThat(Units.time(999)).isEqualTo("999 ns");
    assertThat(Units.time(4_204)).isEqualTo("4.20 µs");
    assertThat(Units.time(12_345_678)).isEqualTo("12.3 ms");
    assertThat(Units.time(2_000_000_000)).isEqualTo("2.00 s");
    assertThat(Units.digits(12_345)).isEqualTo("12,345");
    assertThat(Units.digits(9.996)).isEqualTo("10.0");
  }

  @Test
  void variantsHaveNamesForPeople() {
    assertThat(Variant.of("TRANSFER_TO"))
        .isEqualTo(new Variant("TRANSFER_TO", "FileChannel.transferTo", Kind.RIVAL));
    assertThat(Variant.of("C_SENDFILE").kind()).isEqualTo(Kind.FLOOR);
    assertThat(Variant.of("SENDFILE_PATH_WITHOUT_NATIVE").label())
        .isEqualTo("sendfile, opens the path, pure Java");
    assertThat(Variant.of("FILES_COPY").kind()).isEqualTo(Kind.RIVAL);
    assertThat(Variant.of("COPY_WITHOUT_NATIVE").kind()).isEqualTo(Kind.OURS);
  }

  @Test
  void variantsThatNobodyNamedAreReadableToo() {
    assertThat(Variant.of("COPY_MMAP"))
        .isEqualTo(new Variant("COPY_MMAP", "sendfile, only mmap", Kind.FORCED));
    assertThat(Variant.of("NATIVE_SPLICE").label()).isEqualTo("sendfile, only native-splice");
    assertThat(Variant.of("JETTY_HANDLER"))
        .isEqualTo(new Variant("JETTY_HANDLER", "jetty handler", Kind.RIVAL));
  }
}
