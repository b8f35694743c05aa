package dev.sendfile.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class UndecodedTest {

  private static final String REPLACED = "\ufffd";

  /** Ends each word by a zero. */
  private static byte[] commandLine(byte[]... words) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (byte[] word : words) {
      bytes.writeBytes(word);
      bytes.write(0);
    }
    return bytes.toByteArray();
  }

  @Test
  void aWordThatWasNotDecodedIsFound() {
    byte[] line = commandLine("java".getBytes(UTF_8), new byte[] {'a', (byte) 0xff});
    assertThat(Undecoded.among(List.of("b", "a" + REPLACED), line, UTF_8)).hasValue("a" + REPLACED);
  }

  @Test
  void theCharacterItselfIsAWord() {
    byte[] line = commandLine("java".getBytes(UTF_8), REPLACED.getBytes(UTF_8));
    assertThat(Undecoded.among(List.of(REPLACED), line, UTF_8)).isEmpty();
  }

  @Test
  void theCharacterItselfVouchesForNoOtherWord() {
    byte[] line = commandLine(new byte[] {(byte) 0xff}, REPLACED.getBytes(UTF_8));
    assertThat(Undecoded.among(List.of(REPLACED, REPLACED), line, UTF_8)).isPresent();
  }

  @Test
  void aCharsetWithoutTheCharacterHasDecodedNone() {
    byte[] line = commandLine("ä".getBytes(UTF_8), "?".getBytes(UTF_8));
    assertThat(Undecoded.among(List.of(REPLACED), line, US_ASCII)).isPresent();
  }

  @Test
  void whereTheBytesAreNotToldNobodyVouchesForIt() {
    assertThat(Undecoded.among(List.of(REPLACED), new byte[0], UTF_8)).isPresent();
    assertThat(Undecoded.among(List.of("ä"), new byte[0], UTF_8)).isEmpty();
  }
}
