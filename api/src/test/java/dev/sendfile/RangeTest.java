package dev.sendfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sendfile.spi.Capability;
import dev.sendfile.spi.EndKind;
import dev.sendfile.spi.Plan;
import dev.sendfile.spi.Step;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which bytes a request means, and when that is checked. */
class RangeTest {

  @TempDir Path folder;

  private final byte[] content = Samples.bytes(1000);
  private final Sink sink = new Sink();
  private final List<Plan> plans = new ArrayList<>();
  private final Scripted strategy = new Scripted("a").opening((plan, context) -> plans.add(plan));
  private final Sendfile sendfile = Deployed.of(strategy).sendfile();
  private Path file;

  @BeforeEach
  void makeFile() throws IOException {
    file = Files.write(folder.resolve("file"), content);
  }

  private TransferRequest request() {
    return TransferRequest.from(file).to(sink);
  }

  private RangeException refused(TransferRequest request) {
    return catchThrowableOfType(RangeException.class, () -> sendfile.transfer(request));
  }

  @Test
  void aPartIsSentAndNothingElse() throws IOException {
    assertThat(sendfile.transfer(request().range(10, 20)).bytes()).isEqualTo(20);
    assertThat(sink.taken()).isEqualTo(Arrays.copyOfRange(content, 10, 30));
    assertThat(plans.get(0).offset()).isEqualTo(10);
    assertThat(plans.get(0).length()).isEqualTo(20);
    assertThat(plans.get(0).route().target()).isEqualTo(EndKind.CHANNEL);
  }

  @Test
  void withoutALengthAllUpToTheEndIsSent() throws IOException {
    sendfile.transfer(request().offset(10));

    assertThat(sink.taken()).isEqualTo(Arrays.copyOfRange(content, 10, 1000));
    assertThat(plans.get(0).length()).isEqualTo(990);
  }

  @Test
  void whatReachesToTheEndIsSentAndWhatReachesBeyondIsRefused() throws IOException {
    assertThat(sendfile.transfer(request().range(990, 10)).bytes()).isEqualTo(10);
    assertThat(sendfile.transfer(request().range(1000, 0)).bytes()).isZero();
    assertThat(sendfile.transfer(request().offset(1000)).bytes()).isZero();

    RangeException e = refused(request().range(990, 11));

    assertThat(e)
        .hasMessage(
            "offset 990 and length 11 reach beyond the end of "
                + file
                + ", whose size is 1000 bytes; nothing was sent");
    assertThat(e.offset()).isEqualTo(990);
    assertThat(e.length()).isEqualTo(11);
    assertThat(e.size()).isEqualTo(1000);
    assertThat(refused(request().offset(1001)))
        .hasMessageStartingWith("offset 1001 lies beyond the end of");
    assertThat(refused(request().range(1001, 0))).isNotNull();
    assertThat(refused(request().range(1, Long.MAX_VALUE))).isNotNull();
    assertThat(sink.taken()).as("nothing of those refused").hasSize(10);
  }

  /** Also by strategies that read before anybody has asked for the size. */
  @ParameterizedTest
  @CsvSource({
    "9223372036854775807, 1",
    "1, 9223372036854775807",
    "9223372036854775806, 2",
    "9223372036854775807, 9223372036854775807"
  })
  void whatEndsWhereNoPositionReachesIsRefused(long offset, long length) throws IOException {
    strategy.can(Capability.VERIFIES_RANGE);

    RangeException e = refused(request().range(offset, length).header(ByteBuffer.allocate(3)));

    assertThat(e.offset()).isEqualTo(offset);
    assertThat(e.length()).isEqualTo(length);
    assertThat(e.size()).isEqualTo(1000);
    assertThat(e.failedEnd()).isEqualTo(FailedEnd.NEITHER);
    try (FileInputStream stream = new FileInputStream(file.toFile())) {
      stream.skipNBytes(100); // from where it stands
      assertThat(refused(TransferRequest.from(stream).to(sink).range(0, Long.MAX_VALUE)))
          .isNotNull();
    }
    assertThat(sink.taken()).isEmpty();
    assertThat(strategy.sessions).isEmpty();
  }

  @Test
  void soIsWhatWouldBeWrittenThere() {
    Path target = folder.resolve("target");
    TransferRequest beyond =
        TransferRequest.from(file).to(target).targetOffset(Long.MAX_VALUE - 1000);

    RangeException e = refused(beyond.trailer(ByteBuffer.allocate(1)));

    assertThat(e)
        .hasMessageStartingWith("the offset 9223372036854774807 in " + target + " and the 1001");
    assertThat(e.size()).isEqualTo(Long.MAX_VALUE);
    assertThat(target).doesNotExist();
  }

  @Test
  void aStreamIsNotTooShortAhead() {
    TransferException e =
        catchThrowableOfType(
            TransferException.class,
            () ->
                sendfile.transfer(
                    TransferRequest.from(Samples.stream(content))
                        .to(sink)
                        .range(0, Long.MAX_VALUE)
                        .header(ByteBuffer.allocate(3))));

    assertThat(e).isInstanceOf(TruncatedSourceException.class);
    assertThat(e.failedEnd()).isEqualTo(FailedEnd.SOURCE);
    assertThat(e.bytesRequested()).isEqualTo(Long.MAX_VALUE);
    assertThat(e.bytesTransferred()).isEqualTo(1003);
  }

  @Test
  void nothingAskedForOpensNoSession() throws IOException {
    TransferResult result =
        sendfile.transfer(request().range(5, 0).header(ByteBuffer.wrap(new byte[] {1, 2})));

    assertThat(result.bytes()).isEqualTo(2);
    assertThat(result.contentBytes()).isZero();
    assertThat(result.strategy()).isEqualTo("a");
    assertThat(sink.taken()).containsExactly(1, 2);
    assertThat(strategy.sessions).isEmpty();
  }

  @Test
  void anEmptyFileHoldsNothing() throws IOException {
    Path empty = Files.createFile(folder.resolve("empty"));

    assertThat(sendfile.transfer(TransferRequest.from(empty).to(sink)).bytes()).isZero();
    assertThat(refused(TransferRequest.from(empty).to(sink).range(0, 1)).size()).isZero();
    assertThat(strategy.sessions).isEmpty();
  }

  /** Linux tells no size of those files, and yet they can be read. */
  @Test
  void aSizeOfZeroIsNotBelieved() throws IOException {
    Path pseudo = Path.of("/proc/self/status");
    if (Files.exists(pseudo)) {
      long bytes = sendfile.transfer(TransferRequest.from(pseudo).to(sink)).bytes();

      assertThat(bytes).isPositive().isEqualTo(sink.taken().length);
      assertThat(plans.get(0).length()).isEqualTo(Plan.TO_THE_END);
      assertThat(sendfile.transfer(TransferRequest.from(pseudo).to(sink).range(0, 10)).bytes())
          .isEqualTo(10);
    }
  }

  @Test
  void aStreamOfAFileBeginsWhereItStandsAndIsMovedOn() throws IOException {
    try (FileInputStream stream = new FileInputStream(file.toFile())) {
      stream.skipNBytes(100);
      sendfile.transfer(TransferRequest.from(stream).to(sink).range(0, 50));

      assertThat(sink.taken()).isEqualTo(Arrays.copyOfRange(content, 100, 150));
      assertThat(stream.getChannel().position()).isEqualTo(150);
      sendfile.transfer(TransferRequest.from(stream).to(sink).range(0, 0));
      assertThat(stream.getChannel().position()).isEqualTo(150);
    }
  }

  /** What is more than a guess of the system's is a promise of the file's. */
  @Test
  void anEndBeforeTheSizeSaysIsATruncation() {
    TransferRequest early = TransferRequest.from(new EndingEarly(3_000_000, 2_000_000)).to(sink);

    for (TransferRequest request : new TransferRequest[] {early, early.offset(1_000_000)}) {
      TruncatedSourceException failure =
          catchThrowableOfType(TruncatedSourceException.class, () -> sendfile.transfer(request));

      assertThat(failure).hasMessageContainingAll("ended before the ", "holds fewer");
      assertThat(failure.bytesTransferred()).isEqualTo(2_000_000 - request.offset());
    }
  }

  @Test
  void upToAPageTheSizeIsAGuess() throws IOException {
    TransferRequest early = TransferRequest.from(new EndingEarly(4096, 7)).to(sink);

    assertThat(sendfile.transfer(early).bytes()).isEqualTo(7);
    assertThat(
            catchThrowableOfType(
                TruncatedSourceException.class, () -> sendfile.transfer(early.range(0, 8))))
        .hasMessageContaining("ended before the 8 bytes");
  }

  @Test
  void aDeviceHasNoOffsets() throws IOException {
    Path device = Path.of("/dev/zero");
    if (Files.exists(device)) {
      TransferRequest request = TransferRequest.from(device).to(sink);
      assertThat(
              catchThrowableOfType(
                  TransferException.class, () -> sendfile.transfer(request.range(1, 1))))
          .hasMessageContaining("has no positions, so it cannot be sent from offset 1");
      assertThat(sendfile.transfer(request.range(0, 10)).bytes()).isEqualTo(10);
    }
  }

  @Test
  void oneThatVerifiesTheRangeItselfIsAskedForAllOrNothing() throws IOException {
    List<Boolean> asked = new ArrayList<>();
    strategy
        .can(Capability.VERIFIES_RANGE)
        .always(
            (session, batch) -> {
              asked.add(batch.allOrNothing());
              return session.move(batch, 600);
            });

    sendfile.transfer(request().range(0, 1000));
    sendfile.transfer(request());

    assertThat(asked)
        .as("the first step alone, where a length was given")
        .containsExactly(true, false, false, false);
  }

  @Test
  void oneThatFindsTooLittleForAllIsToldOfAsTheRange() {
    strategy.can(Capability.VERIFIES_RANGE).answers(Step.END_OF_SOURCE);

    assertThat(refused(request().range(0, 1001)).size()).isEqualTo(1000);
  }

  @Test
  void othersNeverAreAskedForAllOrNothing() throws IOException {
    strategy.always(
        (session, batch) -> {
          assertThat(batch.allOrNothing()).isFalse();
          return session.move(batch, 600);
        });

    assertThat(sendfile.transfer(request().range(0, 1000)).bytes()).isEqualTo(1000);
  }

  @Test
  void aHeaderThatTheEngineWritesWaitsForTheRange() {
    strategy.can(Capability.VERIFIES_RANGE);

    refused(request().range(0, 1001).header(ByteBuffer.allocate(5)));

    assertThat(sink.taken()).isEmpty();
  }

  @Test
  void aTargetThatIsToBeTruncatedWaitsForTheRange() throws IOException {
    strategy.can(Capability.VERIFIES_RANGE);
    Path target = Files.write(folder.resolve("target"), new byte[7]);

    refused(TransferRequest.from(file).to(target).range(0, 1001));

    assertThat(target).hasSize(7);
  }

  @Test
  void bytesGoToTheOffsetOfTheTargetHeaderFirst() throws IOException {
    Path target = Files.write(folder.resolve("target"), new byte[1100]);
    strategy.always(Scripted.upTo(300));

    sendfile.transfer(
        TransferRequest.from(file)
            .to(target)
            .targetOffset(10)
            .header(ByteBuffer.wrap(new byte[] {1, 2}))
            .trailer(ByteBuffer.wrap(new byte[] {3})));

    assertThat(Files.readAllBytes(target))
        .isEqualTo(
            Samples.joined(new byte[10], new byte[] {1, 2}, content, new byte[] {3}, new byte[87]));
  }

  @Test
  void aChannelThatCannotBeReadIsRefused() throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      assertThat(
              catchThrowableOfType(
                  TransferException.class, () -> sendfile.transfer(channel, sink, 0, 10)))
          .hasMessageContaining("nothing was sent");
    }
    assertThat(sink.taken()).isEmpty();
  }
}
