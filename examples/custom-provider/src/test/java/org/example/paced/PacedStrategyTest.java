package org.example.paced;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sendfile.Explanation.Standing;
import dev.sendfile.Explanation.Verdict;
import dev.sendfile.Sendfile;
import dev.sendfile.StrategyInfo;
import dev.sendfile.TransferRequest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a user is told of it, beside the strategies of other providers. */
class PacedStrategyTest {

  private static final int SIZE = 10_000_000;

  private final WritableByteChannel target = Channels.newChannel(new ByteArrayOutputStream());

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void writeFile() throws Exception {
    file = Files.write(folder.resolve("file"), new byte[SIZE]);
  }

  /** The strategies that would run, best first. */
  private static List<String> order(Sendfile sendfile, TransferRequest request) throws Exception {
    return sendfile.explain(request).verdicts().stream()
        .filter(it -> it.standing() == Standing.CHOSEN || it.standing() == Standing.FALLBACK)
        .map(Verdict::strategy)
        .toList();
  }

  private static Verdict verdict(Sendfile sendfile, TransferRequest request) throws Exception {
    return sendfile.explain(request).verdicts().stream()
        .filter(it -> it.strategy().equals("paced"))
        .findFirst()
        .orElseThrow();
  }

  private static Sendfile withRate(String rate) {
    return Sendfile.builder().strategies(new PacedStrategy(rate)).build();
  }

  @Test
  void itIsFoundAsAService() {
    assertThat(Sendfile.getDefault().strategies())
        .extracting(StrategyInfo::name)
        .contains("nio", "paced", "rwloop");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 10_000, SIZE})
  void itRanksLastAtAnyLength(int length) throws Exception {
    TransferRequest request = TransferRequest.from(file).to(target).range(0, length);

    assertThat(order(Sendfile.getDefault(), request)).endsWith("rwloop", "paced");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void itRanksLastWhereTheLengthIsNotKnown() throws Exception {
    TransferRequest request = TransferRequest.from(Path.of("/proc/version")).to(target);

    assertThat(Sendfile.getDefault().explain(request).length()).isEqualTo(-1);
    assertThat(order(Sendfile.getDefault(), request)).endsWith("rwloop", "paced");
  }

  @Test
  void aWeightPutsItFirst() throws Exception {
    Sendfile weighted = Sendfile.builder().weight("paced", 1).build();

    assertThat(order(weighted, TransferRequest.from(file).to(target))).startsWith("paced");
  }

  @Test
  void itDeclinesWhatIsNoFile() throws Exception {
    InputStream stream = new ByteArrayInputStream(new byte[10]);
    Verdict verdict = verdict(withRate("1000"), TransferRequest.from(stream).to(target));

    assertThat(verdict.standing()).isEqualTo(Standing.DECLINED);
    assertThat(verdict.reason()).contains("paced sends files");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "fast", "0", "-1", "1.5", "99999999999999999999"})
  void aRateThatIsNoneIsNamedWithItsRemedy(String rate) throws Exception {
    Verdict verdict = verdict(withRate(rate), TransferRequest.from(file).to(target));

    assertThat(verdict.standing()).isEqualTo(Standing.UNAVAILABLE);
    assertThat(verdict.reason())
        .startsWith("org.example.paced.bytesPerSecond=" + rate + " is no number")
        .endsWith("for example 1048576");
  }
}
