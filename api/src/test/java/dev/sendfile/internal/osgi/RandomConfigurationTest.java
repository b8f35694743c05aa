package dev.sendfile.internal.osgi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.quicktheories.QuickTheory.qt;
import static org.quicktheories.generators.SourceDSL.arbitrary;
import static org.quicktheories.generators.SourceDSL.longs;
import static org.quicktheories.generators.SourceDSL.strings;

import dev.sendfile.internal.settings.BadValueException;
import dev.sendfile.internal.settings.Defaults;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.quicktheories.core.Gen;

/** Whatever a console stores, under whatever type: it is taken, or refused by its name. */
class RandomConfigurationTest {

  private static final String ORIGIN = "configuration: ";

  private static final Gen<String> KEYS =
      arbitrary()
          .pick(
              "force",
              "bufferSize",
              "CHUNKSIZE",
              "writeTimeout",
              "readTimeout",
              "weights",
              "weight.nio",
              "weight.",
              "service.pid");

  private static Gen<Object> values() {
    Gen<Object> texts = strings().allPossible().ofLengthBetween(0, 6).map(it -> (Object) it);
    Gen<Object> numbers = longs().all().map(it -> (Object) it);
    return texts
        .mix(numbers)
        .mix(numbers.map(it -> (Object) new Object[] {it, it}))
        .mix(numbers.map(it -> (Object) new long[] {(Long) it}))
        .mix(texts.map(it -> (Object) List.of(it)))
        .mix(arbitrary().pick(true, 'x', 1.5, new String[0], List.of()))
        .mix(arbitrary().pick("nothing", "1", "PT1S", "nio=1,mmap=-1", " 7 "));
  }

  private static Defaults configured(String key, Object value) {
    Dictionary<String, Object> stored = new Hashtable<>();
    stored.put(key, value);
    return Defaults.NONE.with(Configuration.strings(stored), ORIGIN);
  }

  @Test
  void everyValueOfEveryTypeIsTakenOrRefusedByName() {
    qt().forAll(KEYS, values())
        .checkAssert(
            (key, value) -> {
              try {
                configured(key, value);
              } catch (BadValueException e) {
                assertThat(e.key()).isEqualToIgnoringCase(key);
                assertThat(e.getMessage().lines()).hasSize(1);
                assertThat(e).hasMessageStartingWith(ORIGIN + e.key() + "=");
              }
            });
  }

  /** Consoles differ in what they make of a number. */
  @Test
  void aNumberIsTheSameUnderEveryType() {
    qt().forAll(longs().between(1, Long.MAX_VALUE))
        .checkAssert(
            number -> {
              Defaults meant = configured("chunkSize", number);
              assertThat(meant.options().chunkSize()).isEqualTo(number);
              assertThat(configured("chunksize", " " + number + " ")).isEqualTo(meant);
              assertThat(configured("CHUNKSIZE", List.of(number))).isEqualTo(meant);
              assertThat(configured("chunkSize", new long[] {number})).isEqualTo(meant);
            });
  }
}
