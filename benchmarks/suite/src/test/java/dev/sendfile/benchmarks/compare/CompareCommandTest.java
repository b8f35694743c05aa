package dev.sendfile.benchmarks.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sendfile.bench.result.Cache;
import dev.sendfile.bench.result.Mode;
import dev.sendfile.bench.result.Results;
import dev.sendfile.bench.result.ResultsFile;
import dev.sendfile.bench.result.Setting;
import dev.sendfile.bench.result.Work;
import dev.sendfile.benchmarks.Made;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CompareCommandTest {

  private static final double NOISE = 0.1;
  private static final List<String> VARIANTS =
      List.of("TRANSFER_TO", "GUAVA", "SENDFILE", "SENDFILE_PREPARED", "SENDFILE_RWLOOP");

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir Path folder;

  private static Setting setting(int power) {
    return new Setting(Work.SEND, Mode.BLOCKING, Cache.WARM, 1L << power);
  }

  /** Twenty settings; the machine takes so many times as long, and one variant in one of them. */
  private static Results run(long seed, double machine, double slower) {
    Made made = Made.withNoise(NOISE, seed);
    for (int power = 10; power < 30; power++) {
      for (String variant : VARIANTS) {
        boolean it = power == 16 && variant.equals("SENDFILE");
        made.add(setting(power), variant, machine * 1_000_000 * (it ? slower : 1));
      }
    }
    return made.on("25");
  }

  private int compare(Results before, Results now, String... options) throws IOException {
    List<String> args = new ArrayList<>(List.of(options));
    args.add(write("old.json", before).toString());
    args.add(write("new.json", now).toString());
    return compare(args);
  }

  private int compare(List<String> args) {
    return new CommandLine(new CompareCommand())
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(args.toArray(String[]::new));
  }

  private Path write(String name, Results results) throws IOException {
    Path file = folder.resolve(name);
    ResultsFile.write(results, file);
    return file;
  }

  @Test
  void noiseAloneIsNoRegression() throws IOException {
    for (int seed = 0; seed < 20; seed += 2) {
      assertThat(compare(run(seed, 1, 1), run(seed + 1, 1, 1))).as(out::toString).isZero();
    }
    assertThat(out.toString())
        .contains("0 of 120 comparisons got worse, 0 better, by more than 5 % and more than noise");
  }

  @Test
  void aFifthIsFoundInNoiseOfATenth() throws IOException {
    assertThat(compare(run(1, 1, 1), run(2, 1, 1.25))).isEqualTo(1);
    assertThat(out.toString())
        .containsPattern(
            "(?m)^worse:\\R  send-blocking-warm, 64 KiB +SENDFILE .* 0\\.[78]\\d beside")
        .contains("beside TRANSFER_TO")
        .doesNotContain("128 KiB");
    assertThat(compare(run(2, 1, 1.25), run(1, 1, 1))).isZero();
    assertThat(out.toString())
        .containsPattern("(?m)^better:\\R  send-blocking-warm, 64 KiB +SENDFILE");
  }

  @Test
  void aMachineThatIsSlowerTodayIsNoRegression() throws IOException {
    assertThat(compare(run(3, 1, 1), run(4, 1.5, 1), "--all")).isZero();
    assertThat(out.toString())
        .containsPattern("TRANSFER_TO +time +0\\.6\\d by itself")
        .containsPattern("GUAVA +time +(0\\.9|1\\.0)\\d beside TRANSFER_TO");
  }

  @Test
  void withoutABaseVariantsAreComparedByThemselves() throws IOException {
    Results before = Made.withNoise(NOISE, 5).add(Made.SETTING, "SENDFILE", 1e6).on("25");
    Results now = Made.withNoise(NOISE, 6).add(Made.SETTING, "SENDFILE", 1.5e6).on("25");
    assertThat(compare(before, now)).isEqualTo(1);
    assertThat(out.toString()).contains("by itself");
  }

  @Test
  void whatMattersLittleIsNoRegression() throws IOException {
    Made made = Made.exactly().add(Made.SETTING, "SENDFILE", 1_000_000);
    Results now = Made.exactly().add(Made.SETTING, "SENDFILE", 1_040_000).on("25");
    assertThat(compare(made.on("25"), now)).isZero();
    assertThat(compare(made.on("25"), now, "--effect", "3")).isEqualTo(1);
  }

  @Test
  void otherMachinesAndJdksAreNotCompared() throws IOException {
    Made made = Made.exactly().add(Made.SETTING, "SENDFILE", 1_000_000);
    assertThat(compare(made.on("25.0.3"), made.on("25.0.4"))).isEqualTo(2);
    assertThat(err.toString())
        .isEqualToNormalizingNewlines(
            """
            benchmarks compare: the runs cannot be compared; they differ in
              Java: 25.0.3, then 25.0.4
            measure both versions in one place, or add --force to compare all the same
            """);
    assertThat(compare(made.on("25.0.3"), made.on("25.0.4"), "--force")).isZero();
    assertThat(err.toString()).contains("compared although they differ in Java: 25.0.3, then");
  }

  @Test
  void whatIsGoneIsTold() throws IOException {
    Made before = Made.exactly().add(Made.SETTING, "SENDFILE", 1).add(Made.SETTING, "PUMP", 1);
    assertThat(compare(before.on("25"), Made.exactly().add(Made.SETTING, "SENDFILE", 1).on("25")))
        .isZero();
    assertThat(out.toString())
        .containsPattern("not measured any more:\\R  send-blocking-warm, 1 MiB  PUMP");
  }

  @Test
  void filesThatCannotBeUsedAreNamed() throws IOException {
    String missing = folder.resolve("missing.json").toString();
    assertThat(compare(List.of(missing, missing))).isEqualTo(2);
    assertThat(err.toString())
        .isEqualToNormalizingNewlines(
            "benchmarks compare: there is no "
                + missing
                + ": benchmarks/run writes a results-jdkNN.json for each Java\n");
    assertThat(compare(List.of(missing))).isEqualTo(2);
    Results rivals = Made.exactly().add(Made.SETTING, "GUAVA", 1).on("25");
    assertThat(compare(rivals, rivals)).isEqualTo(2);
    assertThat(err.toString()).contains("nothing of the library was measured in both files");
    assertThat(compare(List.of(missing, missing, "--effect", "120"))).isEqualTo(2);
    assertThat(err.toString()).contains("--effect is 120.0: expected more than 0, less than 100");
    Files.writeString(folder.resolve("no.json"), "{");
    String no = folder.resolve("no.json").toString();
    assertThat(compare(List.of(no, no))).isEqualTo(2);
    assertThat(err.toString()).contains(no + " holds no results of a benchmark");
  }

  @Test
  void tooFewRoundsAreNoAssurance() throws IOException {
    Results few = Made.exactly().rounds(3).add(Made.SETTING, "SENDFILE", 1).on("25");
    assertThat(compare(few, few)).isEqualTo(2);
    assertThat(err.toString()).contains("too few rounds");
    Made many = Made.exactly().rounds(5);
    for (int power = 10; power < 30; power++) {
      many.add(setting(power), "SENDFILE", 1);
    }
    assertThat(compare(many.on("25"), many.on("25"))).isZero();
    assertThat(out.toString()).contains("40 of the comparisons have so few rounds");
  }
}
