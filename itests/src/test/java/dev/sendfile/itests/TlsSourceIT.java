package dev.sendfile.itests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sendfile.EndClosedException;
import dev.sendfile.FailedEnd;
import dev.sendfile.Sendfile;
import dev.sendfile.TransferException;
import dev.sendfile.TransferRequest;
import dev.sendfile.TransferResult;
import dev.sendfile.itests.fixture.Tls;
import dev.sendfile.tck.fixture.Content;
import dev.sendfile.tck.fixture.Task;
import dev.sendfile.tck.fixture.ThreadKind;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who has ended the stream of a TLS socket: its peer, or its owner who closes it. */
class TlsSourceIT {

  private static final int SIZE = 20_000;
  private static final byte[] CONTENT = Content.bytes(SIZE);

  /** The moments at which a close can meet a read. */
  private static final int TIMES = 20;

  @TempDir static Path folder;
  private static SSLContext context;

  @BeforeAll
  static void makeKey() throws Exception {
    context = Tls.context(folder);
  }

  /** Keeps what it is given, and tells that it was given something. */
  private static final class Kept extends OutputStream {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final CountDownLatch began = new CountDownLatch(1);

    @Override
    public void write(int one) {
      throw new AssertionError("bytes come in arrays");
    }

    @Override
    public void write(byte[] some, int offset, int length) {
      bytes.write(some, offset, length);
      began.countDown();
    }
  }

  private final Kept kept = new Kept();

  private Task<TransferResult> receive(Tls.Layered connection, Kept target) throws Exception {
    connection.peer().getOutputStream().write(CONTENT);
    return ThreadKind.PLATFORM.start(
        () -> Sendfile.getDefault().transfer(TransferRequest.from(connection.mine()).to(target)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void thatItsOwnerClosesItIsNotTheEnd(String protocol) throws Exception {
    for (int i = 0; i < TIMES; i++) {
      try (Tls.Layered connection = Tls.layered(context, protocol)) {
        Kept target = new Kept();
        Task<TransferResult> transfer = receive(connection, target);
        target.began.await();

        connection.mine().close();

        TransferException e = transfer.awaitFailure(EndClosedException.class);
        assertThat(e.failedEnd()).isEqualTo(FailedEnd.SOURCE);
        assertThat(e.bytesTransferred()).isEqualTo(target.bytes.size());
      }
    }
  }

  private void assertComplete(TransferResult result) {
    assertThat(result.bytes()).isEqualTo(SIZE);
    assertThat(kept.bytes.toByteArray()).isEqualTo(CONTENT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void thatItsPeerClosesItIs(String protocol) throws Exception {
    try (Tls.Layered connection = Tls.layered(context, protocol)) {
      Task<TransferResult> transfer = receive(connection, kept);
      ThreadKind.PLATFORM.start(
          () -> {
            connection.peer().close(); // which waits for the answer
            return null;
          });

      assertComplete(transfer.await());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void thatItsPeerShutsDownItsOutputIs(String protocol) throws Exception {
    try (Tls.Layered connection = Tls.layered(context, protocol)) {
      Task<TransferResult> transfer = receive(connection, kept);
      connection.peer().shutdownOutput();

      assertComplete(transfer.await());
    }
  }

  /** The JDK takes it for one, unless it was told to require a goodbye. */
  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void thatItsPeerEndsTheConnectionBeneathIsTakenForOne(String protocol) throws Exception {
    try (Tls.Layered connection = Tls.layered(context, protocol)) {
      Task<TransferResult> transfer = receive(connection, kept);
      connection.beneathPeer().shutdownOutput();

      assertComplete(transfer.await());
    }
  }
}
