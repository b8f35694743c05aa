package dev.sendfile.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sendfile.Sendfile;
import dev.sendfile.tck.fixture.Content;
import dev.sendfile.tck.fixture.Line;
import dev.sendfile.tck.fixture.Receiver;
import dev.sendfile.tck.fixture.SourceKind;
import dev.sendfile.tck.fixture.TargetKind;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which timeouts can be asked for; what they do is part of the contract. */
class TimeoutIT {

  @TempDir static Path folder;

  @ParameterizedTest
  @EnumSource(SourceKind.class)
  void aTimeoutOnAStreamIsRefused(SourceKind source) throws Exception {
    try (Line line = TargetKind.STREAM.open();
        SourceKind.Opened opened = source.open(Content.file(folder, 10));
        Receiver receiver = Receiver.eager(line)) {
      Sendfile sendfile = Sendfile.getDefault().withWriteTimeout(Duration.ofSeconds(2));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> sendfile.transfer(line.to(opened.from())))
          .withMessageContainingAll("writeTimeout 2s", "OutputStream", "pass the Socket");
      assertThatIllegalArgumentException().isThrownBy(() -> sendfile.open(line.to(opened.from())));
      line.finish();
      assertThat(receiver.awaitEnd()).isEmpty();
    }
  }

  @Test
  void aTimeoutMustBePositive() {
    for (Duration bad : new Duration[] {Duration.ZERO, Duration.ofSeconds(-1)}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Sendfile.getDefault().withWriteTimeout(bad))
          .withMessageContaining("writeTimeout " + bad);
    }
  }
}
