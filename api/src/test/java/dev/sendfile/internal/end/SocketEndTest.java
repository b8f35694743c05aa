package dev.sendfile.internal.end;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sendfile.EndingEarly;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ReadableByteChannel;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An end of the stream that the owner of a source has made is none. */
@Timeout(120)
class SocketEndTest {

  private static final long LONGER_THAN_A_GOODBYE = TimeUnit.MILLISECONDS.toNanos(100);

  private final ByteBuffer buffer = ByteBuffer.allocate(10);

  /** Closes itself step by step, as a TLS socket does; its stream has ended. */
  private static class Stepwise extends Socket {

    boolean inputShutdown;
    boolean outputShutdown;
    boolean closed;

    /** Whether both are shut down while a read waits. */
    boolean shutDownByRead;

    private boolean closing;
    private long since;

    /** It is closed later than a peer's goodbye is believed to take. */
    void closeSoon() {
      since = System.nanoTime();
      closing = true;
    }

    @Override
    public boolean isConnected() {
      return true;
    }

    @Override
    public InputStream getInputStream() {
      return new ByteArrayInputStream(new byte[0]) {
        @Override
        public synchronized int read(byte[] bytes, int offset, int length) {
          inputShutdown |= shutDownByRead;
          outputShutdown |= shutDownByRead;
          return super.read(bytes, offset, length);
        }
      };
    }

    @Override
    public boolean isInputShutdown() {
      return inputShutdown;
    }

    @Override
    public boolean isOutputShutdown() {
      return outputShutdown;
    }

    @Override
    public boolean isClosed() {
      return closed || (closing && System.nanoTime() - since > LONGER_THAN_A_GOODBYE);
    }
  }

  private int read(Object source) throws IOException {
    return Ends.source(source).read(buffer, 0);
  }

  @Test
  void aSocketThatIsClosedHasNotEnded() throws IOException {
    Stepwise socket = new Stepwise();
    EngineSource source = Ends.source(socket);
    socket.closed = true;

    assertThatThrownBy(() -> source.read(buffer, 0)).isInstanceOf(AsynchronousCloseException.class);
    assertThat(source.failure()).isInstanceOf(AsynchronousCloseException.class);
  }

  @Test
  void aSocketThatIsBeingClosedIsWaitedFor() throws IOException {
    Stepwise socket = new Stepwise();
    EngineSource source = Ends.source(socket);
    socket.shutDownByRead = true;
    socket.closeSoon();

    assertThatThrownBy(() -> source.read(buffer, 0)).isInstanceOf(AsynchronousCloseException.class);
  }

  /** As one that is being closed was seen to do, and one whose peer leaves without a goodbye. */
  @Test
  void aSocketWhoseInputAloneWasShutDownByTheReadIsWaitedFor() throws Exception {
    Stepwise socket =
        new Stepwise() {
          private int asked;

          @Override
          public InputStream getInputStream() {
            return new ByteArrayInputStream(new byte[0]) {
              @Override
              public synchronized int read(byte[] bytes, int offset, int length) {
                inputShutdown = true;
                return super.read(bytes, offset, length);
              }
            };
          }

          @Override
          public boolean isClosed() {
            return inputShutdown && ++asked > 3;
          }
        };
    EngineSource source = Ends.source(socket);

    assertThatThrownBy(() -> source.read(buffer, 0)).isInstanceOf(AsynchronousCloseException.class);
  }

  /** The end of the stream is what shuts it down else, and no read was there to tell of that. */
  @Test
  void aSocketWhoseInputWasShutDownBeforeTheReadHasNotEnded() throws IOException {
    Stepwise socket = new Stepwise();
    EngineSource source = Ends.source(socket);
    socket.inputShutdown = true;

    assertThatThrownBy(() -> source.read(buffer, 0)).isInstanceOf(AsynchronousCloseException.class);
  }

  @Test
  void aSocketThatIsNotClosedAfterAllHasEnded() throws IOException {
    Stepwise socket = new Stepwise();
    socket.outputShutdown = true;
    socket.inputShutdown = true;

    assertThat(read(socket)).isEqualTo(-1);
  }

  /** Its peer has ended it: nobody waits. */
  @Test
  void aSocketWithAnOpenOutputHasEnded() throws IOException {
    Stepwise socket = new Stepwise();
    socket.inputShutdown = true; // as after a FIN without a goodbye

    assertThat(read(socket)).isEqualTo(-1);
  }

  /** Strategies that take a byte a step read the end again with each of them. */
  @Test
  void aSocketThatHasEndedIsNotAskedAgain() throws IOException {
    AtomicInteger reads = new AtomicInteger();
    Stepwise socket =
        new Stepwise() {
          @Override
          public InputStream getInputStream() {
            return new ByteArrayInputStream(new byte[0]) {
              @Override
              public int read(byte[] into, int from, int length) {
                reads.incrementAndGet();
                return super.read(into, from, length);
              }
            };
          }
        };
    EngineSource source = Ends.source(socket);

    assertThat(source.read(buffer, 0)).isEqualTo(-1);
    assertThat(source.read(buffer, 0)).isEqualTo(-1);
    assertThat(reads).hasValue(1);
  }

  /** Only the owner can have done that, so he may be about to close it. */
  @Test
  void aSocketWhoseOutputWasShutDownBeforeTheReadIsWaitedFor() throws IOException {
    Stepwise socket = new Stepwise();
    EngineSource source = Ends.source(socket);
    socket.outputShutdown = true;
    socket.closeSoon();

    assertThatThrownBy(() -> source.read(buffer, 0)).isInstanceOf(AsynchronousCloseException.class);
  }

  @Test
  void aSocketThatCannotTellHasEnded() throws IOException {
    Stepwise socket =
        new Stepwise() {
          @Override
          public boolean isOutputShutdown() {
            throw new UnsupportedOperationException("mine");
          }
        };

    EngineSource source = Ends.source(socket);

    assertThat(source.read(buffer, 0)).isEqualTo(-1);
    assertThat(source.failure()).isNull();
  }

  @Test
  void whoIsInterruptedDoesNotWait() throws IOException {
    Stepwise socket = new Stepwise();
    socket.outputShutdown = true;
    socket.inputShutdown = true;
    EngineSource source = Ends.source(socket);
    Thread.currentThread().interrupt();
    try {
      assertThat(source.read(buffer, 0)).isEqualTo(-1);
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void aChannelThatIsClosedHasNotEnded() throws IOException {
    boolean[] open = {true};
    ReadableByteChannel channel =
        new ReadableByteChannel() {
          @Override
          public int read(ByteBuffer into) {
            open[0] = false; // by its owner, as far as anybody can see
            return -1;
          }

          @Override
          public boolean isOpen() {
            return open[0];
          }

          @Override
          public void close() {}
        };

    assertThatThrownBy(() -> read(channel)).isInstanceOf(AsynchronousCloseException.class);
  }

  /** Not even where its size says the same. */
  @Test
  void aFileThatIsClosedHasNotEnded() throws IOException {
    EndingEarly file = new EndingEarly(10, 5);
    EngineSource source = Ends.source(file);
    file.close();

    assertThatThrownBy(() -> source.read(buffer, 5)).isInstanceOf(AsynchronousCloseException.class);
  }
}
