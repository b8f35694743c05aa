package dev.sendfile.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sendfile.Sendfile;
import dev.sendfile.TransferRequest;
import dev.sendfile.TransferResult;
import dev.sendfile.spi.Scope;
import dev.sendfile.tck.fixture.ChoppyChannel;
import dev.sendfile.tck.fixture.Content;
import dev.sendfile.tck.fixture.Feed;
import dev.sendfile.tck.fixture.FileTargetKind;
import dev.sendfile.tck.fixture.Line;
import dev.sendfile.tck.fixture.MemoryChannel;
import dev.sendfile.tck.fixture.Receiver;
import dev.sendfile.tck.fixture.Task;
import java.io.ByteArrayInputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Strategies that take turns in one transfer from a source that cannot be read again. */
public interface StreamHandOverContract extends Receives, Pumps {

  /**
   * To a target that takes a little at a time: what the strategy had taken goes to the one that
   * goes on.
   *
   * @param it the strategy
   * @throws Exception if the transfer fails
   */
  @ParameterizedTest
  @MethodSource("witnesses")
  @Keeps(Promise.KEEPS_WHAT_IT_TOOK)
  default void whatItHadTakenGoesToAnother(Witness it) throws Exception {
    byte[] content = Content.bytes(60_000);
    for (Scope scope : new Scope[] {Scope.ENDS, Scope.STEP}) {
      MemoryChannel memory = new MemoryChannel();
      TransferRequest request =
          TransferRequest.from(Channels.newChannel(new ByteArrayInputStream(content)))
              .to(new ChoppyChannel(memory, 3, 900));
      assumeTrue(it.sendfile().explain(request).chosen().isPresent(), "it serves files alone");
      it.refuse(step -> step % 4 == 0, scope);
      TransferResult result = it.preferred().transfer(request);
      assertThat(result.bytes()).isEqualTo(content.length);
      Bytes.check(memory.bytes(), content);
    }
  }

  /**
   * Into a file, every third step by another strategy.
   *
   * @param it the case
   * @throws Exception if the transfer fails
   */
  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("receivesOfEachEnd")
  @Keeps(Promise.GOES_ON_WHERE_OTHERS_STOPPED)
  default void aFileIsReceivedByTwoInTurns(ReceiveCase it) throws Exception {
    byte[] content = Content.bytes(150_000);
    Path file = it.files().holding(ContentFiles.BEFORE);
    it.witness().refuse(step -> step % 3 == 0, Scope.STEP);
    Sendfile sendfile = it.witness().preferred().withChunkSize(10_000);
    try (Feed feed = it.source().open();
        FileTargetKind.Opened opened = it.target().open(file)) {
      Task<@Nullable Void> sender = feed.sendAll(content);
      TransferResult result =
          it.thread().call(() -> sendfile.transfer(opened.request(feed.from())));
      assertThat(result.bytes()).isEqualTo(content.length);
      sender.await();
    }
    Bytes.check(Files.readAllBytes(file), it.target().expected(ContentFiles.BEFORE, content));
    Files.delete(file);
  }

  /**
   * To a receiver that is slower than the sender: what lies in between goes to the other strategy.
   *
   * @param cases all of a strategy
   */
  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("pumpsAtOnce")
  @Keeps(Promise.KEEPS_WHAT_IT_TOOK)
  default void whatIsPassedOnIsPassedOnByTwo(AtOnce<PumpCase> cases) {
    byte[] content = Content.bytes(1 << 20);
    cases.each(
        it -> {
          it.witness().refuse(step -> step > 5, Scope.ENDS);
          Sendfile sendfile = it.witness().preferred();
          try (Feed feed = it.source().open();
              Line line = it.target().openNarrow();
              Receiver receiver = Receiver.slow(line, 16 << 20)) {
            Task<@Nullable Void> sender = feed.sendAll(content);
            Task<TransferResult> task =
                it.thread().start(() -> sendfile.transfer(line.to(feed.from())));
            assertThat(task.await().bytes()).isEqualTo(content.length);
            sender.await();
            line.finish();
            Bytes.check(receiver.awaitEnd(), content);
          }
        });
  }
}
