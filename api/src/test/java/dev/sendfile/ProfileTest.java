package dev.sendfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.entry;

import dev.sendfile.spi.EndKind;
import dev.sendfile.spi.Situation;
import dev.sendfile.spi.Situation.Trait;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A profile as a value and as a file. */
class ProfileTest {

  private static final Instant MADE = Instant.parse("2026-11-29T10:15:30Z");
  private static final Situation SEND = Situation.of(EndKind.FILE, EndKind.TCP);
  private static final Situation PREPARED =
      Situation.of(
          EndKind.FILE, EndKind.TCP, Trait.PREPARED_TARGET, Trait.HEADER, Trait.MAPPED_SOURCE);

  @TempDir Path folder;

  private static Profile profile() {
    return Profile.builder()
        .made(MADE)
        .evidence(SEND, "nio is 1.31 times as fast as rwloop at 16384 bytes\n(95 %: 1.22 to 1.40)")
        .fastest(SEND, 0, "rwloop")
        .fastest(SEND, 12_288, "nio")
        .fastest(PREPARED, 0, "mmap")
        .fastest(PREPARED, 4096, "nothing")
        .build();
  }

  private Path stored() throws IOException {
    Path file = folder.resolve("profile");
    profile().store(file);
    return file;
  }

  @Test
  void itIsStoredAndLoadedAgain() throws IOException {
    Profile loaded = Profile.load(stored());

    assertThat(loaded).isEqualTo(profile()).hasSameHashCodeAs(profile());
    assertThat(loaded.made()).isEqualTo(MADE);
    assertThat(loaded)
        .isNotEqualTo(Profile.builder().made(MADE).fastest(SEND, 0, "rwloop").build())
        .isNotEqualTo(MADE);
    assertThat(loaded.isForHere()).isTrue();
    assertThat(loaded.crossovers())
        .containsExactly(
            entry(SEND, profile().crossovers().get(SEND)),
            entry(PREPARED, profile().crossovers().get(PREPARED)));
    assertThat(loaded.crossovers().get(SEND))
        .containsExactly(entry(0L, "rwloop"), entry(12_288L, "nio"));
    assertThat(folder)
        .isDirectoryContaining("glob:**profile")
        .isDirectoryNotContaining("glob:**.new");
  }

  @Test
  void theFileIsForPeopleToRead() throws IOException {
    String text = Files.readString(stored());

    assertThat(text)
        .startsWith("# Which strategy is the fastest")
        .contains(
            "\nformat = 1\nmade = 2026-11-29T10:15:30Z\n",
            "\n# It is used where the property dev.sendfile.profile has the path of this file.\n",
            "\n\n# It is ignored where one of these is another one.\njava = "
                + Runtime.version()
                + "\n",
            "\n\n# For information.\nkernel = " + System.getProperty("os.version") + "\n\n",
            """

            # nio is 1.31 times as fast as rwloop at 16384 bytes
            # (95 %: 1.22 to 1.40)
            fastest.file.tcp = rwloop from 0, nio from 12288

            fastest.file.tcp.header.mapped-source.prepared-target = mmap from 0, nothing from 4096
            """);
    assertThat(profile()).hasToString(text);
  }

  @Test
  void theExampleInTheDocumentationIsOne() throws IOException {
    Path page = Path.of(System.getProperty("basedir", ""), "../docs/calibration.md");
    String example = Files.readString(page).split("```properties\n")[1].split("```")[0];
    Profile profile = Profile.load(Files.writeString(folder.resolve("example"), example));

    assertThat(profile.made()).isEqualTo(MADE);
    assertThat(profile.crossovers().get(SEND)).isEqualTo(profile().crossovers().get(SEND));
    assertThat(profile.crossovers()).hasSize(3);
  }

  /** People put things where they like. */
  @Test
  void orderSpaceAndCommentsMeanNothing() throws IOException {
    Path file = stored();
    String entries =
        Files.readAllLines(file).stream()
            .filter(it -> !it.startsWith("#"))
            .sorted()
            .collect(Collectors.joining("\n"))
            .replace("rwloop from 0, nio", "  rwloop  from 0 ,nio ")
            .replace("header.mapped-source", "mapped-source.header");
    Files.writeString(file, entries);

    assertThat(Profile.load(file)).isEqualTo(profile());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "format = 1 | format = 2 | it has another format than 1, all that is known here",
        "format = 1 | \"\" | it has no entry format",
        "kernel | kernels | it has no entry kernel",
        "format = 1 | \"format = 1\nformat = 1\" | it has two entries format",
        "format = 1 | \"format = 1\nfast = 1\" | the key fast means nothing",
        "made = 2026-11-29T | made = 29.11. | made=29.11.10:15:30Z cannot be used: ",
        "\"\nos =\" | \"\nos = \\u00x\" | Malformed \\uxxxx encoding.",
        "processors = | processors = 0x | processors=0x",
        "processors = | \"processors = 0\nfast =\" | processors=0 cannot be used: it is less than one",
        "rwloop from 0 | rwloop at 0 | fastest.file.tcp=rwloop at 0, nio from 12288 cannot be used: 'rwloop at 0' is not like 'nio from 12288'",
        "rwloop from 0 | rwloop from -1 | 'rwloop from -1' is not like 'nio from 12288'",
        "rwloop from 0 | RW from 0 | 'RW' is not the name of a strategy: lower case letters",
        "nio from 12288 | nio from 0 | lengths must ascend, and 0 follows 0",
        "nio from 12288 | nio from 9223372036854775808 | fastest.file.tcp=rwloop from 0, nio from 9223372036854775808 cannot be used: ",
        "fastest.file.tcp = | fastest.file = | fastest.file=rwloop from 0, nio from 12288 cannot be used: it names no route: that is like file.tcp",
        "fastest.file.tcp = | fastest.file.TCP = | 'TCP' is not the name of a kind: lower case letters",
        "fastest.file.tcp = | fastest.file.tcp.fast = | 'fast' is none of [header, prepared-source, mapped-source, prepared-target]",
        "fastest.file.tcp = | fastest.file.tcp.header.header = | duplicate element: header",
        "mapped-source.prepared-target = | mapped-source.prepared-source = | mapped-source and prepared-source exclude each other; give one",
      })
  void whatIsNotUnderstoodIsAnErrorThatNamesIt(String from, String to, String what)
      throws IOException {
    Path file = stored();
    String text = Files.readString(file);
    assertThat(text).contains(from);
    Files.writeString(file, text.replaceFirst(Pattern.quote(from), Matcher.quoteReplacement(to)));

    refused(file, what);
  }

  private static void refused(Path file, String what) {
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> Profile.load(file))
        .withMessageStartingWith("profile " + file + ": ")
        .withMessageContaining(what)
        .withMessageEndingWith("; write it anew by 'sendfile calibrate', or correct it")
        .satisfies(it -> assertThat(it.getMessage().lines()).hasSize(1));
  }

  @Test
  void whatIsNoFileOfThatKindIsRefused() throws IOException {
    refused(folder.resolve("missing"), "there is no such file");
    refused(folder, "it is no regular file");
    refused(
        Files.write(folder.resolve("latin"), new byte[] {'#', (byte) 0xe9}),
        "it is no text in UTF-8");
    refused(
        Files.writeString(folder.resolve("long"), "#".repeat((256 << 10) + 1)),
        "it has more than 262144 bytes");
    refused(
        Files.writeString(folder.resolve("full"), "#".repeat(256 << 10)), "it has no entry format");
  }

  @Test
  void ofALongEntryTheBeginningIsQuoted() throws IOException {
    Path file = stored();
    String key = "k".repeat(200 - "the key  means nothing".length());
    Files.writeString(file, Files.readString(file) + key + " = 1\n");
    refused(file, ": the key " + key + " means nothing; ");

    Files.writeString(file, Files.readString(file).replace(key, key + "k"));
    refused(file, ": the key " + key + "k means nothin...; ");
  }

  @Test
  void twoEntriesForOneSituationAreRefused() throws IOException {
    Path file = stored();
    Files.writeString(
        file,
        Files.readString(file)
            + "fastest.file.tcp.mapped-source.header.prepared-target = mmap from 0\n");

    refused(file, "it has two entries for file -> tcp, header, mapped-source, prepared-target");
  }

  @Test
  void aBuilderRefusesWhatCannotBeWritten() {
    Profile.Builder builder = Profile.builder();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.fastest(SEND, -1, "nio"))
        .withMessage("a length of -1 bytes is negative");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.fastest(SEND, 0, "Nio"))
        .withMessageStartingWith("'Nio' is not the name of a strategy");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> Profile.builder().fastest(SEND, 5, "nio").fastest(SEND, 5, "rwloop").build())
        .withMessage("lengths must ascend, and 5 follows 5");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                Profile.builder()
                    .fastest(Situation.of(EndKind.FILE, new EndKind("a b")), 0, "nio")
                    .build())
        .withMessageStartingWith("'a b' is not the name of a kind");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                Profile.builder()
                    .fastest(SEND, 0, "nio")
                    .evidence(SEND, "x".repeat(256 << 10))
                    .build())
        .withMessage("the profile has more than 262144 bytes; give less evidence");
    int others = Profile.builder().fastest(SEND, 0, "nio").build().toString().length();
    String longest = "x".repeat((256 << 10) - others - "# \n".length());
    assertThat(Profile.builder().fastest(SEND, 0, "nio").evidence(SEND, longest).build().toString())
        .hasSize(256 << 10);
  }

  @Test
  void thereAreBoundsThatNobodyMeets() {
    Profile.Builder lengths = Profile.builder();
    for (int i = 0; i < 64; i++) {
      lengths.fastest(SEND, i, "nio");
    }
    assertThat(lengths.build().crossovers().get(SEND)).hasSize(64);
    assertThatIllegalArgumentException()
        .isThrownBy(lengths.fastest(SEND, 64, "nio")::build)
        .withMessage("65 lengths are given; 1 to 64 are allowed");

    Profile.Builder situations = Profile.builder();
    for (int i = 0; i < 256; i++) {
      situations.fastest(Situation.of(EndKind.FILE, new EndKind("kind-" + i)), 0, "nio");
    }
    assertThat(situations.build().crossovers()).hasSize(256);
    assertThatIllegalArgumentException()
        .isThrownBy(situations.fastest(SEND, 0, "nio")::build)
        .withMessage("257 situations are more than 256");
  }

  @Test
  void oneThatNamesNothingIsOneToo() throws IOException {
    Profile empty = Profile.builder().evidence(SEND, "no difference").build();
    Path file = folder.resolve("empty");
    empty.store(file);

    assertThat(Profile.load(file)).isEqualTo(empty).isNotEqualTo(profile());
    assertThat(empty.crossovers()).isEqualTo(Map.of());
  }

  @Test
  void aFileIsReplaced() throws IOException {
    Path file = Files.writeString(folder.resolve("profile"), "old");

    assertThat(Profile.load(stored())).isEqualTo(profile());
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> profile().store(folder.resolve("nowhere").resolve("profile")));
    assertThat(file).exists();
  }

  /** Who writes into a directory of others finds there what they have put there. */
  @Test
  void nothingButTheFileIsTouched() throws IOException {
    Path victim = Files.writeString(folder.resolve("victim"), "precious");
    Files.createSymbolicLink(folder.resolve("profile.new"), victim);
    Path own = Files.writeString(folder.resolve("second.new"), "the user's own");

    stored();
    profile().store(folder.resolve("second"));

    assertThat(victim).hasContent("precious");
    assertThat(own).hasContent("the user's own");
    assertThat(folder.resolve("profile")).isRegularFile();
    assertThat(folder.resolve("profile.new")).isSymbolicLink();
  }

  @Test
  void aLinkToAProfileStaysALink() throws IOException {
    Path real = Files.writeString(folder.resolve("real"), "old");
    Path link = Files.createSymbolicLink(folder.resolve("profile"), real);

    assertThat(Profile.load(stored())).isEqualTo(profile());
    assertThat(link).isSymbolicLink();
    assertThat(Profile.load(real)).isEqualTo(profile());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "java | 1.2 | it was made on Java 1.2, and here it is ",
        "os | Plan 9 | it was made on Plan 9 ",
        "arch | pdp11 | pdp11, and here it is ",
        "processor | 6502 | it was made on the processor '6502', and here it is '",
        "processors | 4711 | it was made on 4711 processors, and here it is ",
      })
  void anotherMachineOrJavaIsNotHere(String key, String value, String what) throws IOException {
    Path file = stored();
    Files.writeString(
        file,
        Files.readString(file).replaceFirst("\n" + key + " = .*", "\n" + key + " = " + value));

    Profile loaded = Profile.load(file);

    assertThat(loaded.isForHere()).isFalse();
    assertThat(loaded.difference().orElseThrow()).contains(what);
  }

  @Test
  void anotherKernelIsTheSameMachine() throws IOException {
    Path file = stored();
    Files.writeString(file, Files.readString(file).replaceFirst("kernel = .*", "kernel = 1.0"));

    assertThat(Profile.load(file).isForHere()).isTrue();
  }
}
