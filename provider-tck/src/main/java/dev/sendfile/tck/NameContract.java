package dev.sendfile.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sendfile.spi.Availability.Unavailable;
import dev.sendfile.spi.Techniques;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a strategy says about itself, whatever is to be moved. */
public interface NameContract {

  /**
   * Returns a witness for each strategy under test.
   *
   * @return new ones at each call
   */
  List<Witness> witnesses();

  /**
   * Users write names into commands and configuration.
   *
   * @param it the strategy
   */
  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("witnesses")
  @Keeps(Promise.VALID_NAME)
  default void itsNameIsAWordAndNoTechnique(Witness it) {
    String name = it.strategy().name();
    assertThat(name).matches(Words.WORD).isEqualTo(it.strategy().name());
    assertThat(name).isNotIn(Words.TAKEN).isNotEqualTo(it.strategy().technique());
  }

  /**
   * Users write techniques likewise.
   *
   * @param it the strategy
   */
  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("witnesses")
  @Keeps(Promise.VALID_TECHNIQUE)
  default void itsTechniqueIsAWord(Witness it) {
    assertThat(it.strategy().technique())
        .matches(Words.WORD)
        .isEqualTo(it.strategy().technique())
        .isNotIn(Techniques.READ_WRITE_LOOP, "nothing");
  }

  /**
   * Whoever finds that a strategy cannot run wants to know what to do about it.
   *
   * @param it the strategy
   */
  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("witnesses")
  @Keeps(Promise.AVAILABILITY_SAYS_WHY)
  default void whereItCannotRunItSaysWhyAndWhatWouldHelp(Witness it) {
    assertThat(it.strategy().availability()).isNotNull();
    if (it.strategy().availability() instanceof Unavailable unavailable) {
      assertThat(unavailable.cause()).isNotBlank();
      assertThat(unavailable.remedy()).isNotBlank();
    }
  }
}
