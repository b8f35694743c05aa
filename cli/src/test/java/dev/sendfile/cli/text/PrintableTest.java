package dev.sendfile.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.io.StringWriter;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrintableTest {

  @ParameterizedTest
  @ValueSource(ints = {0, 7, 8, 9, 0xa, 0xd, 0x1b, 0x7f, 0x85, 0x9b, 0x9d, 0xad, 0x61c})
  void showsControlsByTheirNumbers(int control) {
    assertThat(Printable.line("a" + (char) control + "b"))
        .isEqualTo(String.format("a\\u%04xb", control));
  }

  @ParameterizedTest
  @ValueSource(
      ints = {0x200b, 0x200e, 0x200f, 0x2028, 0x2029, 0x202e, 0x2060, 0x2066, 0x2069, 0xfeff})
  void showsMarksOfDirectionAndOfLinesByTheirNumbers(int mark) {
    assertThat(Printable.line("a" + (char) mark)).isEqualTo(String.format("a\\u%04x", mark));
    assertThat(Printable.text("a" + (char) mark)).isEqualTo(String.format("a\\u%04x", mark));
  }

  @Test
  void showsWhatIsNoCharacterByItsNumbers() {
    assertThat(Printable.line("\ud83d!")).isEqualTo("\\ud83d!");
    assertThat(Printable.line(Character.toString(0xe0041))).isEqualTo("\\udb40\\udc41");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a file",
        "\u00e9tat",
        "e\u0301",
        "\u6587\u4ef6",
        "\ud83d\ude00",
        "\u0645\u06cc\u200c\u062e",
        "back\\slash $1"
      })
  void leavesWordsAsTheyAre(String words) {
    assertThat(Printable.line(words)).isEqualTo(words);
    assertThat(Printable.text(words)).isEqualTo(words);
  }

  @Test
  void aLineIsOneLine() {
    assertThat(Printable.line("a\nb\r\nc\td")).isEqualTo("a\\u000ab\\u000d\\u000ac\\u0009d");
  }

  @Test
  void aTextKeepsItsLines() {
    assertThat(Printable.text("a\nb\r\n\tc\rd")).isEqualTo("a\nb\r\n\tc\\u000dd");
  }

  /** JSON escapes what it has to, and leaves DEL, C1 and marks of direction in. */
  @Test
  void jsonStaysTheSameObject() {
    String name = "a\u001b\u007f\u009b\u202e\n\ud83d\udc41\udb40\udc41";
    String json = Printable.line(new JsonPrimitive(name).toString());
    assertThat(json).doesNotContain("\u007f", "\u009b", "\u202e");
    assertThat(JsonParser.parseString(json).getAsString()).isEqualTo(name);
  }

  @Test
  void aWriterPrintsNothingRaw() {
    StringWriter to = new StringWriter();
    SafeWriter out = new SafeWriter(to, OptionalInt::empty, Optional::empty);
    out.println("a\nb\u001b");
    out.println((Object) "\tat c\nd\t");
    out.print("e\nf\u001b\n");
    out.printf("%s%n", "\u001bg");
    assertThat(to.toString().lines())
        .containsExactly("a\\u000ab\\u001b", "\tat c\\u000ad\\u0009", "e", "f\\u001b", "\\u001bg");
  }
}
