package dev.sendfile.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sendfile.Sendfile;
import dev.sendfile.TransferException;
import dev.sendfile.TransferRequest;
import dev.sendfile.TransferResult;
import dev.sendfile.TransferTimeoutException;
import dev.sendfile.tck.fixture.Content;
import dev.sendfile.tck.fixture.Task;
import dev.sendfile.tck.fixture.ThreadKind;
import dev.sendfile.tck.fixture.TlsSockets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A socket that encrypts is never gone around, and one that stalls is given up. */
public interface TlsContract extends Foreigns {

  /** Bytes that no buffer on the way has room for. */
  int STALLING = 2 << 20;

  /**
   * A file is sent: who can decrypt it has it.
   *
   * @param it the strategy
   * @param folder for the file
   * @throws Exception if a transfer fails
   */
  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("foreignSubjects")
  @Keeps(Promise.ALL_IN_ORDER)
  default void whatIsSentIsEncrypted(ForeignSubject it, @TempDir Path folder) throws Exception {
    Path file = Files.write(folder.resolve("file"), ForeignCase.CONTENT);
    for (ThreadKind thread : ThreadKind.available()) {
      for (boolean layered : new boolean[] {false, true}) {
        try (TlsSockets sockets = connect(layered)) {
          Task<byte[]> received =
              ThreadKind.PLATFORM.start(() -> sockets.client().getInputStream().readAllBytes());
          TransferRequest request =
              ForeignCase.around(TransferRequest.from(file).to(sockets.server()));
          TransferResult result = thread.call(() -> it.sendfile().transfer(request));
          assertThat(result.bytes()).isEqualTo(ForeignCase.ALL.length);
          sockets.server().close();
          Bytes.check(received.await(), ForeignCase.ALL);
        }
      }
    }
  }

  /**
   * A file is received: what is in it is what was sent, and not what came over the wire.
   *
   * @param it the strategy
   * @param folder for the file
   * @throws Exception if a transfer fails
   */
  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("foreignSubjects")
  @Keeps(Promise.ALL_IN_ORDER)
  default void whatIsReceivedIsDecrypted(ForeignSubject it, @TempDir Path folder) throws Exception {
    Path file = folder.resolve("received");
    for (ThreadKind thread : ThreadKind.available()) {
      for (boolean layered : new boolean[] {false, true}) {
        try (TlsSockets sockets = connect(layered)) {
          Task<Boolean> sent =
              ThreadKind.PLATFORM.start(
                  () -> {
                    sockets.server().getOutputStream().write(ForeignCase.CONTENT);
                    sockets.server().close();
                    return true;
                  });
          TransferRequest request = TransferRequest.from(sockets.client()).to(file);
          thread.call(() -> it.sendfile().transfer(request));
          sent.await();
          Bytes.check(Files.readAllBytes(file), ForeignCase.CONTENT);
        }
      }
    }
  }

  /**
   * A receiver that stalls makes a socket that encrypts hold its lock: it is closed nevertheless.
   *
   * @param it the strategy
   * @param folder for the file
   * @throws Exception if there can be no socket
   */
  @Execution(ExecutionMode.CONCURRENT)
  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("foreignSubjects")
  @Keeps(Promise.CLOSE_ENDS_IT)
  default void aReceiverThatStallsIsGivenUp(ForeignSubject it, @TempDir Path folder)
      throws Exception {
    Path file = Files.write(folder.resolve("file"), Content.bytes(STALLING));
    Sendfile sendfile = it.sendfile().withWriteTimeout(Duration.ofMillis(200));
    for (ThreadKind thread : ThreadKind.available()) {
      try (TlsSockets sockets = connect(false)) {
        TransferRequest request = TransferRequest.from(file).to(sockets.server());
        TransferException failure =
            thread
                .start(() -> sendfile.transfer(request))
                .awaitFailure(TransferTimeoutException.class);
        assertThat(failure.bytesTransferredAtMost()).isLessThan(STALLING);
      }
    }
  }

  private TlsSockets connect(boolean layered) throws Exception {
    return layered ? TlsSockets.connectLayered(tls()) : TlsSockets.connect(tls(), 32 << 10);
  }
}
