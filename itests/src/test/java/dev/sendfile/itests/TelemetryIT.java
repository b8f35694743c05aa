package dev.sendfile.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.sendfile.Sendfile;
import dev.sendfile.TransferException;
import dev.sendfile.TransferListener;
import dev.sendfile.TransferOutcome;
import dev.sendfile.TransferRequest;
import dev.sendfile.itests.fixture.CapturedLog;
import dev.sendfile.itests.fixture.ScriptedStrategy;
import dev.sendfile.spi.Refusal;
import dev.sendfile.spi.Step;
import dev.sendfile.spi.TransferSelector;
import dev.sendfile.tck.fixture.Content;
import dev.sendfile.tck.fixture.MemoryChannel;
import dev.sendfile.tck.fixture.ThrowingChannel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** What a transfer tells the flight recorder, the log and those who keep metrics. */
@Isolated("it reads the log and the recording of the whole JVM")
class TelemetryIT {

  @TempDir Path folder;

  private Path file;

  @BeforeEach
  void makeFile() throws IOException {
    file = Content.file(folder, 3_000);
  }

  private TransferRequest toMemory() {
    return TransferRequest.from(file).to(new MemoryChannel());
  }

  // ---- flight recorder

  private List<RecordedEvent> recorded(Sendfile sendfile, TransferRequest... requests)
      throws IOException {
    Path dump = folder.resolve("recording.jfr");
    try (Recording recording = new Recording()) {
      recording.enable("dev.sendfile.Transfer").withThreshold(Duration.ZERO);
      recording.start();
      for (TransferRequest request : requests) {
        try {
          sendfile.transfer(request);
        } catch (TransferException | IllegalArgumentException e) {
          // it is the event that tells
        }
      }
      recording.stop();
      recording.dump(dump);
    }
    return RecordingFile.readAllEvents(dump).stream()
        .filter(it -> it.getEventType().getName().equals("dev.sendfile.Transfer"))
        .toList();
  }

  /** Short sends would pay for it. */
  @Test
  void noEventIsMadeUnlessSomebodyAsksForIt() throws Exception {
    Path dump = folder.resolve("recording.jfr");
    try (Recording recording = new Recording()) {
      recording.start();
      Sendfile.getDefault().transfer(toMemory());
      recording.stop();
      recording.dump(dump);
    }
    assertThat(RecordingFile.readAllEvents(dump))
        .extracting(it -> it.getEventType().getName())
        .doesNotContain("dev.sendfile.Transfer");
  }

  @Test
  void aTransferIsOneEvent() throws Exception {
    List<RecordedEvent> events =
        recorded(Sendfile.getDefault().withForce("rwloop"), toMemory(), toMemory());
    assertThat(events).hasSize(2);
    RecordedEvent event = events.get(0);
    assertThat(event.getString("source")).isEqualTo("file");
    assertThat(event.getString("target")).isEqualTo("channel");
    assertThat(event.getString("strategy")).isEqualTo("rwloop");
    assertThat(event.getString("technique")).isEqualTo("read-write");
    assertThat(event.getLong("bytes")).isEqualTo(3_000);
    assertThat(event.getInt("fallbacks")).isZero();
    assertThat(event.getString("outcome")).isEqualTo("completed");
    assertThat(event.getDuration()).isPositive();
  }

  @Test
  void aFailureIsAnEventThatNamesIt() throws Exception {
    TransferRequest broken =
        TransferRequest.from(file).to(new ThrowingChannel(new MemoryChannel(), 1_000));
    List<RecordedEvent> events =
        recorded(Sendfile.getDefault().withForce("rwloop").withChunkSize(500), broken);
    assertThat(events).hasSize(1);
    assertThat(events.get(0).getString("outcome")).isEqualTo("TransferException");
    assertThat(events.get(0).getLong("bytes")).isEqualTo(1_000);
  }

  @Test
  void aTargetThatCannotBeOpenedIsAnEventToo() throws Exception {
    TransferRequest nowhere = TransferRequest.from(file).to(folder.resolve("no/such/folder"));
    List<RecordedEvent> events = recorded(Sendfile.getDefault(), nowhere);
    assertThat(events).hasSize(1);
    assertThat(events.get(0).getString("outcome")).isEqualTo("TransferException");
  }

  @Test
  void whatIsRefusedWhenItIsOpenedIsAnEventToo() throws Exception {
    TransferRequest ofNothing =
        TransferRequest.from(folder.resolve("missing")).to(new MemoryChannel());
    TransferRequest tooMuch = toMemory().range(0, 3_001);
    TransferRequest toNowhere = TransferRequest.from(file).to(folder);
    Sendfile impatient = Sendfile.getDefault().withWriteTimeout(Duration.ofMinutes(1));
    TransferRequest toStream = TransferRequest.from(file).to(new ByteArrayOutputStream());
    List<RecordedEvent> events = recorded(impatient, ofNothing, tooMuch, toNowhere, toStream);
    assertThat(events)
        .extracting(it -> kept(it.getString("outcome")))
        .containsExactly(
            kept("TransferException"),
            "RangeException",
            kept("TransferException"),
            kept("IllegalArgumentException"));
    assertThat(events)
        .extracting(it -> it.getString("source") + "," + it.getString("target"))
        .containsExactly(",", "file,channel", "file,", "file,stream");
    assertThat(events).allSatisfy(it -> assertThat(it.getString("strategy")).isEmpty());
    assertThat(events).allSatisfy(it -> assertThat(it.getLong("bytes")).isZero());
  }

  /**
   * The recorder of Java 17 keeps strings of 16 characters and more in a pool, and loses those that
   * an earlier recording of the same JVM has held.
   */
  private static String kept(String outcome) {
    boolean pooled = outcome == null || outcome.length() >= 16;
    return pooled && Runtime.version().feature() < 21 ? "pooled" : outcome;
  }

  @Test
  void toExplainIsNoEvent() throws Exception {
    Path dump = folder.resolve("recording.jfr");
    try (Recording recording = new Recording()) {
      recording.enable("dev.sendfile.Transfer");
      recording.start();
      TransferRequest ofNothing =
          TransferRequest.from(folder.resolve("missing")).to(new MemoryChannel());
      assertThat(catchThrowable(() -> Sendfile.getDefault().explain(ofNothing)))
          .isInstanceOf(TransferException.class);
      recording.stop();
      recording.dump(dump);
    }
    assertThat(RecordingFile.readAllEvents(dump))
        .extracting(it -> it.getEventType().getName())
        .doesNotContain("dev.sendfile.Transfer");
  }

  @Test
  void fallbacksAreCounted() throws Exception {
    ScriptedStrategy refusing =
        ScriptedStrategy.of("first", (step, n) -> Step.notHandled(Refusal.ofEnds("no")));
    Sendfile sendfile =
        Sendfile.builder()
            .strategies(refusing, ScriptedStrategy.honest("second"))
            .weight("first", 1)
            .build();
    List<RecordedEvent> events = recorded(sendfile, toMemory());
    assertThat(events).hasSize(1);
    assertThat(events.get(0).getString("strategy")).isEqualTo("second");
    assertThat(events.get(0).getInt("fallbacks")).isEqualTo(1);
  }

  // ---- log

  @Test
  void eachDistinctChoiceIsOneLine() throws Exception {
    try (CapturedLog log = CapturedLog.beginAtDebug()) {
      Sendfile sendfile = Sendfile.builder().force("rwloop").build();
      for (int i = 0; i < 5; i++) {
        sendfile.transfer(toMemory());
      }
      sendfile.transfer(TransferRequest.from(file).to(new ByteArrayOutputStream()));
      assertThat(log.messages("goes by rwloop"))
          .containsExactlyInAnyOrder(
              "file -> channel goes by rwloop (read-write), as it is forced",
              "file -> stream goes by rwloop (read-write), as it is forced");
    }
  }

  @Test
  void aSelectorBySizeThatNamesWhatIsNotThereIsWarnedOfOnce() throws Exception {
    try (CapturedLog log = CapturedLog.begin()) {
      Sendfile sendfile =
          Sendfile.getDefault().withSelector(TransferSelector.bySize(size -> "teleport"));
      for (int i = 0; i < 3; i++) {
        sendfile.transfer(toMemory());
      }
      assertThat(log.messages("teleport")).hasSize(1);
    }
  }

  // ---- metrics

  @Test
  void metricsHearOfEveryEndOnce() throws Exception {
    List<TransferOutcome> outcomes = new ArrayList<>();
    Sendfile sendfile =
        Sendfile.getDefault()
            .withForce("rwloop")
            .withListener(TransferListener.onEnd(outcomes::add));
    sendfile.transfer(toMemory());
    TransferRequest broken =
        TransferRequest.from(file).to(new ThrowingChannel(new MemoryChannel(), 0));
    Throwable thrown = catchThrowable(() -> sendfile.transfer(broken));
    assertThat(outcomes).hasSize(2);
    TransferOutcome good = outcomes.get(0);
    assertThat(good.completed()).isTrue();
    assertThat(good.route()).hasToString("file -> channel");
    assertThat(good.strategy()).hasValue("rwloop");
    assertThat(good.bytes()).isEqualTo(3_000);
    assertThat(good.elapsed()).isPositive();
    TransferOutcome bad = outcomes.get(1);
    assertThat(bad.completed()).isFalse();
    assertThat(bad.failure()).containsSame((TransferException) thrown);
    assertThat(bad.bytes()).isZero();
    Files.delete(file);
  }
}
