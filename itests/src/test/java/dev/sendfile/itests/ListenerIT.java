package dev.sendfile.itests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sendfile.Sendfile;
import dev.sendfile.TransferException;
import dev.sendfile.TransferListener;
import dev.sendfile.TransferProgress;
import dev.sendfile.TransferRequest;
import dev.sendfile.TransferResult;
import dev.sendfile.itests.fixture.CapturedLog;
import dev.sendfile.tck.fixture.Content;
import dev.sendfile.tck.fixture.Line;
import dev.sendfile.tck.fixture.Receiver;
import dev.sendfile.tck.fixture.TargetKind;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A listener hears enough and not too much, and cannot break a transfer. */
@Execution(ExecutionMode.CONCURRENT)
class ListenerIT {

  private static final String CASES = "dev.sendfile.itests.Case#onPlatformThreads";

  @TempDir Path folder;

  /** Keeps all it hears. */
  private static final class Notes implements TransferListener {
    private final List<TransferProgress> progress = new ArrayList<>();
    private final List<TransferResult> results = new ArrayList<>();
    private final List<TransferException> failures = new ArrayList<>();

    @Override
    public void progressed(TransferProgress it) {
      assertThat(results).isEmpty();
      progress.add(it);
    }

    @Override
    public void completed(TransferResult it) {
      results.add(it);
    }

    @Override
    public void failed(TransferException it) {
      failures.add(it);
    }
  }

  @ParameterizedTest
  @MethodSource(CASES)
  void aShortTransferIsToldOfOnce(Case it) throws Exception {
    Notes notes = new Notes();
    try (Line line = it.target().open();
        Receiver receiver = Receiver.eager(line)) {
      TransferRequest request =
          line.to(TransferRequest.from(Content.file(folder, 50_000)))
              .header(ByteBuffer.wrap(new byte[10]))
              .listener(notes);
      TransferResult result = it.sendfile().transfer(request);
      assertThat(notes.results).containsExactly(result);
      assertThat(notes.failures).isEmpty();
      TransferProgress last = notes.progress.get(notes.progress.size() - 1);
      assertThat(last.bytes()).isEqualTo(50_010);
      assertThat(last.total()).isEqualTo(50_010);
      assertThat(last.strategy()).isEqualTo(it.strategy());
      receiver.awaitCount(50_010);
    }
  }

  @ParameterizedTest
  @MethodSource(CASES)
  void aLongTransferIsToldOfTenTimesASecondAtMost(Case it) throws Exception {
    if (it.target() != TargetKind.TCP_BLOCKING && it.target() != TargetKind.UNIX_NON_BLOCKING) {
      return; // one of each mode: the rate is the engine's
    }
    Notes notes = new Notes();
    int size = 1_200_000; // two seconds
    try (Line line = it.target().openNarrow();
        Receiver receiver = Receiver.slow(line, 600_000)) {
      Sendfile sendfile = it.sendfile().withListener(notes);
      long began = System.nanoTime();
      sendfile.transfer(line.to(TransferRequest.from(Content.file(folder, size))));
      Duration took = Duration.ofNanos(System.nanoTime() - began);
      assertThat((long) notes.progress.size()).isBetween(4L, took.toMillis() / 100 + 1);
      assertThat(notes.progress).extracting(TransferProgress::bytes).isSorted();
      assertThat(notes.progress).extracting(TransferProgress::elapsed).isSorted();
      assertThat(notes.progress).extracting(TransferProgress::bytes).endsWith((long) size);
      assertThat(notes.results).hasSize(1);
      receiver.awaitCount(size);
    }
  }

  @ParameterizedTest
  @MethodSource(CASES)
  void aFailureIsToldOnce(Case it) throws Exception {
    if (it.target() == TargetKind.STREAM) {
      return; // its timeout is refused
    }
    Notes notes = new Notes();
    try (Line line = it.target().openNarrow();
        Receiver receiver = Receiver.stalled(line)) {
      TransferRequest request =
          line.to(TransferRequest.from(Content.file(folder, 8 << 20))).listener(notes);
      TransferException failure =
          it.thread()
              .start(() -> it.sendfile().withWriteTimeout(Duration.ofMillis(120)).transfer(request))
              .awaitFailure(TransferException.class, Duration.ofSeconds(60));
      assertThat(notes.failures).containsExactly(failure);
      assertThat(notes.results).isEmpty();
      receiver.release();
    }
  }

  @Test
  void theListenerOfTheRequestGoesBeforeThatOfTheInstance() throws Exception {
    Notes own = new Notes();
    Notes general = new Notes();
    try (Line line = TargetKind.TCP_BLOCKING.open();
        Receiver receiver = Receiver.eager(line)) {
      Sendfile sendfile = Sendfile.getDefault().withListener(general);
      TransferRequest request = line.to(TransferRequest.from(Content.file(folder, 10)));
      sendfile.transfer(request.listener(own));
      assertThat(own.results).hasSize(1);
      assertThat(general.results).isEmpty();
      sendfile.transfer(request);
      assertThat(general.results).hasSize(1);
      receiver.awaitCount(20);
    }
  }

  @Test
  void aListenerThatThrowsIsLoggedAndNotCalledAgain() throws Exception {
    List<String> calls = new ArrayList<>();
    TransferListener throwing =
        new TransferListener() {
          @Override
          public void progressed(TransferProgress progress) {
            calls.add("progressed");
            throw new IllegalStateException("says the test");
          }

          @Override
          public void completed(TransferResult result) {
            calls.add("completed");
          }
        };
    try (CapturedLog log = CapturedLog.begin();
        Line line = TargetKind.TCP_BLOCKING.open();
        Receiver receiver = Receiver.eager(line)) {
      TransferRequest request =
          line.to(TransferRequest.from(Content.file(folder, 100_000))).listener(throwing);
      assertThat(Sendfile.getDefault().transfer(request).bytes()).isEqualTo(100_000);
      assertThat(calls).containsExactly("progressed");
      assertThat(log.warnings("TransferListener")).hasSize(1);
      line.finish();
      assertThat(receiver.awaitEnd()).isEqualTo(Content.bytes(100_000));
    }
  }
}
