package dev.sendfile.internal.end;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import javax.net.ssl.HandshakeCompletedListener;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;

/** A read of a TLS socket that fails says whose doing that is, however far its owner has come. */
class TlsReadTest {

  private final ByteBuffer buffer = ByteBuffer.allocate(10);

  /** Reads fail, and what has made them shows after a while. */
  private static final class Failing extends SSLSocket {

    /** What its owner does once somebody has asked whether it is closed so many times. */
    Runnable next = () -> {};

    int questions = -1;
    boolean inputShutdown;
    boolean outputShutdown;
    boolean closed;
    boolean givesNoStream;

    @Override
    public InputStream getInputStream() throws IOException {
      if (givesNoStream) {
        throw new SocketException("Socket input is already shutdown");
      }
      return new InputStream() {
        @Override
        public int read() throws IOException {
          throw new SocketException("Connection or inbound has closed");
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
    public boolean isConnected() {
      return true;
    }

    @Override
    public boolean isClosed() {
      boolean answer = closed;
      questions--;
      if (questions == 0) {
        next.run();
      }
      return answer;
    }

    /** Of a version in which the input and the output are closed together. */
    @Override
    public SSLSession getSession() {
      throw new UnsupportedOperationException();
    }

    @Override
    public String[] getSupportedCipherSuites() {
      return new String[0];
    }

    @Override
    public String[] getEnabledCipherSuites() {
      return new String[0];
    }

    @Override
    public void setEnabledCipherSuites(String[] suites) {}

    @Override
    public String[] getSupportedProtocols() {
      return new String[0];
    }

    @Override
    public String[] getEnabledProtocols() {
      return new String[0];
    }

    @Override
    public void setEnabledProtocols(String[] protocols) {}

    @Override
    public void addHandshakeCompletedListener(HandshakeCompletedListener listener) {}

    @Override
    public void removeHandshakeCompletedListener(HandshakeCompletedListener listener) {}

    @Override
    public void startHandshake() {}

    @Override
    public void setUseClientMode(boolean mode) {}

    @Override
    public boolean getUseClientMode() {
      return true;
    }

    @Override
    public void setNeedClientAuth(boolean need) {}

    @Override
    public boolean getNeedClientAuth() {
      return false;
    }

    @Override
    public void setWantClientAuth(boolean want) {}

    @Override
    public boolean getWantClientAuth() {
      return false;
    }

    @Override
    public void setEnableSessionCreation(boolean flag) {}

    @Override
    public boolean getEnableSessionCreation() {
      return true;
    }
  }

  private final Failing socket = new Failing();

  private void afterQuestions(int questions, Runnable next) {
    socket.questions = questions;
    socket.next = next;
  }

  @Test
  void anInputThatIsBeingShutDownIsWaitedFor() throws IOException {
    EngineSource source = Ends.source(socket);
    afterQuestions(1, () -> socket.inputShutdown = true);

    assertThatThrownBy(() -> source.read(buffer, 0)).isInstanceOf(AsynchronousCloseException.class);
  }

  /** It closes itself then, and both directions are as they were. */
  @Test
  void whatThePeerHasDoneIsNot() throws IOException {
    EngineSource source = Ends.source(socket);
    socket.closed = true;

    assertThatThrownBy(() -> source.read(buffer, 0)).isExactlyInstanceOf(SocketException.class);
  }

  @Test
  void oneThatGivesNoStreamBecauseItIsBeingClosedIsClosed() {
    socket.givesNoStream = true;
    socket.inputShutdown = true;
    socket.outputShutdown = true;
    afterQuestions(2, () -> socket.closed = true); // the first one is whether it can be used

    assertThatThrownBy(() -> Ends.source(socket)).isInstanceOf(AsynchronousCloseException.class);
  }

  @Test
  void oneThatStaysOpenIsNot() {
    socket.givesNoStream = true;
    socket.inputShutdown = true;

    assertThatThrownBy(() -> Ends.source(socket)).isExactlyInstanceOf(SocketException.class);
  }
}
