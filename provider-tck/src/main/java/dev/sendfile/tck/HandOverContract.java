package dev.sendfile.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.sendfile.Sendfile;
import dev.sendfile.TransferRequest;
import dev.sendfile.TransferResult;
import dev.sendfile.spi.Scope;
import dev.sendfile.tck.fixture.Content;
import dev.sendfile.tck.fixture.Line;
import dev.sendfile.tck.fixture.Receiver;
import dev.sendfile.tck.fixture.SourceKind;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Strategies that take turns in one transfer. */
public interface HandOverContract extends Sends {

  /**
   * The engine goes on with another strategy where this one has stopped.
   *
   * @param it the strategy, and where it sends
   * @param folder for the file
   * @throws Exception if the transfer fails
   */
  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("sends")
  @Keeps(Promise.ALL_IN_ORDER)
  default void anotherGoesOnAtTheByteItHasReached(SendCase it, @TempDir Path folder)
      throws Exception {
    it.witness().refuse(step -> step > 2, Scope.ENDS);
    send(it, it.witness().preferred(), folder);
  }

  /**
   * Every other step is taken by another strategy, and this one is asked again.
   *
   * @param it the strategy, and where it sends
   * @param folder for the file
   * @throws Exception if the transfer fails
   */
  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("sends")
  @Keeps(Promise.GOES_ON_WHERE_OTHERS_STOPPED)
  default void itTakesTurnsWithAnother(SendCase it, @TempDir Path folder) throws Exception {
    it.witness().refuse(step -> step % 2 == 0, Scope.STEP);
    send(it, it.witness().preferred(), folder);
  }

  /**
   * Another strategy has begun, and gives up.
   *
   * @param it the strategy, and where it sends
   * @param folder for the file
   * @throws Exception if the transfer fails
   */
  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("sends")
  @Keeps(Promise.GOES_ON_WHERE_OTHERS_STOPPED)
  default void itGoesOnWhereAnotherHasStopped(SendCase it, @TempDir Path folder) throws Exception {
    Witness first = new Witness(new HonestStrategy("kit-first"));
    first.refuse(step -> step > 2, Scope.ENDS);
    Sendfile sendfile =
        Sendfile.builder()
            .strategies(first, it.witness(), new HonestStrategy(Witness.COMPANION))
            .weight(first.name(), 2)
            .weight(it.strategy(), 1)
            .build();
    send(it, sendfile, folder);
  }

  private static void send(SendCase it, Sendfile sendfile, Path folder) throws Exception {
    byte[] header = Content.bytes(2_000);
    byte[] content = Content.bytes(120_000);
    byte[] trailer = Content.bytes(10);
    Path file = Files.write(folder.resolve("file"), content);
    try (Line line = it.target().open();
        SourceKind.Opened opened = it.source().open(file);
        Receiver receiver = Receiver.eager(line)) {
      TransferRequest request =
          it.request(opened, line)
              .range(1, content.length - 1)
              .header(ByteBuffer.wrap(header))
              .trailer(ByteBuffer.wrap(trailer));
      TransferResult result =
          it.thread().call(() -> sendfile.withChunkSize(9_000).transfer(request));
      assertThat(result.contentBytes()).isEqualTo(content.length - 1);
      line.finish();
      byte[] sent = java.util.Arrays.copyOfRange(content, 1, content.length);
      assertArrayEquals(Content.join(header, sent, trailer), receiver.awaitEnd());
    }
  }
}
