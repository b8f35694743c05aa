package dev.sendfile.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What messages cite is there. */
class PromiseTest {

  @ParameterizedTest
  @EnumSource(Promise.class)
  void eachIsStatedByATypeOrMemberOfTheSpi(Promise promise) throws Exception {
    String[] parts = promise.statedIn().split("#");
    Class<?> type = type(parts[0]);
    assertThat(type.getPackageName()).isEqualTo("dev.sendfile.spi");
    if (parts.length > 1) {
      Stream<String> members =
          Stream.concat(
              Arrays.stream(type.getDeclaredMethods()).map(it -> it.getName()),
              Arrays.stream(type.getDeclaredFields()).map(it -> it.getName()));
      assertThat(members).contains(parts[1]);
    }
  }

  private static Class<?> type(String canonical) throws ClassNotFoundException {
    String outer = "dev.sendfile.spi.";
    return Class.forName(outer + canonical.substring(outer.length()).replace('.', '$'));
  }

  @ParameterizedTest
  @EnumSource(Promise.class)
  void eachIsOneSentenceWithoutAFullStop(Promise promise) {
    assertThat(promise.sentence()).isNotBlank().doesNotEndWith(".");
  }
}
