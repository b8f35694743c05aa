package dev.sendfile.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sendfile.Explanation;
import dev.sendfile.Explanation.Standing;
import dev.sendfile.NoStrategyException;
import dev.sendfile.PreparedTarget;
import dev.sendfile.Sendfile;
import dev.sendfile.StrategyInfo;
import dev.sendfile.TransferRequest;
import dev.sendfile.TransferResult;
import dev.sendfile.tck.fixture.Content;
import dev.sendfile.tck.fixture.Line;
import dev.sendfile.tck.fixture.Receiver;
import dev.sendfile.tck.fixture.SourceKind;
import dev.sendfile.tck.fixture.TargetKind;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Which strategy claims which route, and that claims, refusals and explanations hold when it comes
 * to it.
 */
class ClaimsIT {

  private static final String CASES = "dev.sendfile.itests.Case#onPlatformThreads";

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(TargetKind.class)
  void theLoopClaimsEveryRoute(TargetKind target) {
    for (SourceKind source : SourceKind.values()) {
      assertThat(Case.claims("rwloop", source, target)).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource(TargetKind.class)
  void mappingClaimsEveryRouteFromAFile(TargetKind target) {
    for (SourceKind source : SourceKind.values()) {
      assertThat(Case.claims("mmap", source, target)).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource(TargetKind.class)
  void nioClaimsWhatTheKernelCanDo(TargetKind target) {
    boolean kernel =
        target.isSocketChannel() || (target.isPipe() && Runtime.version().feature() == 17);
    // nothing but closing the file would end a transfer there, and others may share it
    boolean shared = target.isBlocking() && Runtime.version().feature() < 25;
    assertThat(Case.claims("nio", SourceKind.PATH, target)).isEqualTo(kernel);
    assertThat(Case.claims("nio", SourceKind.FILE_CHANNEL, target)).isEqualTo(kernel && !shared);
    assertThat(Case.claims("nio", SourceKind.OWNED_FILE_CHANNEL, target)).isEqualTo(kernel);
  }

  static List<Arguments> declined() {
    return Sendfile.getDefault().strategies().stream()
        .map(StrategyInfo::name)
        .flatMap(
            name ->
                java.util.Arrays.stream(TargetKind.values())
                    .filter(target -> !Case.claims(name, SourceKind.PATH, target))
                    .map(target -> Arguments.of(name, target)))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("declined")
  void forcedOnARouteItDeclinesFailsWithTheReasonAndMovesNothing(String strategy, TargetKind target)
      throws Exception {
    Sendfile forced = Sendfile.getDefault().withForce(strategy);
    for (int size : new int[] {1, 100, 300_000}) {
      try (Line line = target.open();
          Receiver receiver = Receiver.eager(line)) {
        TransferRequest request =
            line.to(TransferRequest.from(Content.file(folder, size)))
                .header(java.nio.ByteBuffer.wrap(new byte[10]));
        Explanation explanation = forced.explain(request);
        assertThat(explanation.chosen()).isEmpty();
        String reason =
            explanation.verdicts().stream()
                .filter(it -> it.strategy().equals(strategy))
                .filter(it -> it.standing() == Standing.DECLINED)
                .findFirst()
                .orElseThrow()
                .reason();
        NoStrategyException failure =
            catchThrowableOfType(NoStrategyException.class, () -> forced.transfer(request));
        assertThat(failure).hasMessageContaining(strategy).hasMessageContaining(reason);
        assertThat(failure.bytesTransferred()).isZero();
        assertThat(failure.bytesTransferredAtMost()).isZero();
        line.finish();
        assertThat(receiver.awaitEnd()).isEmpty();
      }
    }
  }

  @ParameterizedTest
  @MethodSource(CASES)
  void forcedIsForcedAtEverySize(Case it) throws Exception {
    for (int size : new int[] {0, 1, 4096, 16_384, 16_385, 65_537, 1_500_000}) {
      Path file = Content.file(folder, size);
      String technique = technique(it.strategy());
      for (String force : List.of(it.strategy(), technique)) {
        try (Line line = it.target().open();
            Receiver receiver = Receiver.eager(line)) {
          TransferResult result =
              Sendfile.getDefault().withForce(force).transfer(line.to(TransferRequest.from(file)));
          assertThat(result.technique()).isEqualTo(technique);
          assertThat(force).isIn(result.strategy(), technique);
          line.finish();
          assertThat(receiver.awaitEnd()).hasSize(size);
        }
      }
    }
  }

  private static String technique(String strategy) {
    return Sendfile.getDefault().strategies().stream()
        .filter(it -> it.name().equals(strategy))
        .findFirst()
        .orElseThrow()
        .technique();
  }

  /** Some link their calls at the first use, and leave that transfer to others if they may. */
  private void useAllOnce(TargetKind target) throws Exception {
    Path file = Content.file(folder, 1);
    for (StrategyInfo it : Sendfile.getDefault().strategies()) {
      if (Case.claims(it.name(), SourceKind.PATH, target)) {
        try (Line line = target.open()) {
          Sendfile forced = Sendfile.getDefault().withForce(it.name());
          forced.transfer(line.to(TransferRequest.from(file)));
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(TargetKind.class)
  void explainNamesWhatThenRuns(TargetKind target) throws Exception {
    useAllOnce(target);
    for (int size : new int[] {0, 1, 16_384, 16_385, 300_000}) {
      for (int header : new int[] {0, 100}) {
        try (Line line = target.open();
            Receiver receiver = Receiver.eager(line)) {
          TransferRequest request =
              line.to(TransferRequest.from(Content.file(folder, size)))
                  .header(java.nio.ByteBuffer.wrap(new byte[header]));
          Explanation explanation = Sendfile.getDefault().explain(request);
          TransferResult result = Sendfile.getDefault().transfer(request);
          assertThat(explanation.chosen()).hasValue(result.strategy());
          assertThat(explanation.route()).isEqualTo(result.route());
          assertThat(explanation.length()).isEqualTo(size).isEqualTo(result.contentBytes());
          line.finish();
          assertThat(receiver.awaitEnd()).hasSize(size + header);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 16_384})
  void smallRangesToASocketGoByTheLoop(int size) throws Exception {
    try (Line line = TargetKind.TCP_BLOCKING.open()) {
      TransferRequest request = line.to(TransferRequest.from(Content.file(folder, size)));
      assertThat(Sendfile.getDefault().explain(request).chosen()).hasValue("rwloop");
    }
  }

  @Test
  void largerOnesGoByTheKernel() throws Exception {
    try (Line line = TargetKind.TCP_BLOCKING.open();
        PreparedTarget target = PreparedTarget.of(line.target(SocketChannel.class))) {
      TransferRequest request = TransferRequest.from(Content.file(folder, 16_385)).to(target);
      assertThat(Sendfile.getDefault().explain(request).chosen()).hasValue("nio");
    }
  }

  @Test
  void unknownNamesAreRefusedWithTheKnownOnes() throws Exception {
    try (Line line = TargetKind.TCP_BLOCKING.open()) {
      TransferRequest request = line.to(TransferRequest.from(Content.file(folder, 10)));
      Sendfile forced = Sendfile.getDefault().withForce("nonesuch");
      assertThat(catchThrowableOfType(NoStrategyException.class, () -> forced.transfer(request)))
          .hasMessageContainingAll(
              "nonesuch", "mmap", "nio", "rwloop", "sendfile", "mmapped", "read-write");
      assertThat(forced.explain(request).chosen()).isEmpty();
    }
  }

  @Test
  void forcingNothingIsNoForce() throws Exception {
    try (Line line = TargetKind.PLAIN_SOCKET.open();
        Receiver receiver = Receiver.eager(line)) {
      Sendfile sendfile = Sendfile.getDefault().withForce("nio").withForce("nothing");
      TransferRequest request = line.to(TransferRequest.from(Content.file(folder, 10)));
      assertThat(sendfile.transfer(request).strategy()).isEqualTo("rwloop");
      receiver.awaitCount(10);
    }
  }

  @Test
  void availabilityIsToldByStrategyAndByTechnique() {
    Sendfile sendfile = Sendfile.getDefault();
    for (String name :
        List.of("nio", "mmap", "rwloop", "sendfile", "mmapped", "read-write", "read-write-loop")) {
      assertThat(sendfile.availability(name).isAvailable()).as(name).isTrue();
    }
    assertThat(sendfile.sendfileAvailable()).isTrue();
    assertThat(sendfile.availability("nonesuch").toString()).contains("nonesuch", "add");
  }
}
