package dev.sendfile.internal.end;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.sendfile.spi.EndKind;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.Pipe;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What somebody else's object can do to a transfer, and what it cannot. */
class ForeignEndsTest {

  private static final ByteBuffer SECRET =
      ByteBuffer.wrap("of another transfer".getBytes(ISO_8859_1));

  /** A channel that does what a test says. */
  private abstract static class Channel implements ReadableByteChannel, WritableByteChannel {
    @Override
    public int read(ByteBuffer into) throws IOException {
      return -1;
    }

    @Override
    public int write(ByteBuffer from) throws IOException {
      return 0;
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public void close() {}
  }

  static Stream<Throwable> throwables() {
    return Stream.of(
        new IOException("no"),
        new IllegalStateException("no"),
        new StackOverflowError("no"),
        new NoClassDefFoundError("no"));
  }

  private static <T extends Throwable> void raise(Throwable thrown) throws T {
    @SuppressWarnings("unchecked")
    T any = (T) thrown;
    throw any;
  }

  private static EngineTarget target(Object given) throws IOException {
    return Ends.target(given, Opening.DEFAULT, Ends.source(InputStream.nullInputStream()));
  }

  // ---- failures

  @ParameterizedTest
  @MethodSource("throwables")
  void whateverAStreamThrowsInAWriteIsItsFailureAndItsBytesAreInDoubt(Throwable thrown)
      throws IOException {
    EngineTarget target =
        target(
            new OutputStream() {
              @Override
              public void write(int b) {
                ForeignEndsTest.<RuntimeException>raise(thrown);
              }
            });

    Throwable caught = catchThrowable(() -> target.write(ByteBuffer.allocate(1000), 0));

    assertIsFailure(target, caught, thrown);
    assertThat(target.inDoubt()).isEqualTo(1000);
  }

  @ParameterizedTest
  @MethodSource("throwables")
  void whateverAChannelThrowsInAWriteIsItsFailureAndItsBytesAreInDoubt(Throwable thrown)
      throws IOException {
    EngineTarget target =
        target(
            new Channel() {
              @Override
              public int write(ByteBuffer from) {
                from.position(from.position() + 10);
                ForeignEndsTest.<RuntimeException>raise(thrown);
                return 10;
              }
            });
    ByteBuffer given = ByteBuffer.allocateDirect(1000);

    Throwable caught = catchThrowable(() -> target.write(given, 0));

    assertIsFailure(target, caught, thrown);
    assertThat(target.inDoubt()).isEqualTo(1000);
    assertThat(given.position()).as("nobody knows what it took").isZero();
  }

  @ParameterizedTest
  @MethodSource("throwables")
  void whateverASourceThrowsInAReadIsItsFailure(Throwable thrown) throws IOException {
    EngineSource channel =
        Ends.source(
            new Channel() {
              @Override
              public int read(ByteBuffer into) {
                ForeignEndsTest.<RuntimeException>raise(thrown);
                return -1;
              }
            });
    EngineSource stream =
        Ends.source(
            new InputStream() {
              @Override
              public int read() {
                ForeignEndsTest.<RuntimeException>raise(thrown);
                return -1;
              }
            });

    for (EngineSource source : List.of(channel, stream)) {
      Throwable caught = catchThrowable(() -> source.read(ByteBuffer.allocate(1000), 0));
      assertIsFailure(source, caught, thrown);
    }
  }

  @ParameterizedTest
  @MethodSource("throwables")
  void whateverAFlushThrowsIsAFailure(Throwable thrown) throws IOException {
    EngineTarget target =
        target(
            new ByteArrayOutputStream() {
              @Override
              public void flush() {
                ForeignEndsTest.<RuntimeException>raise(thrown);
              }
            });

    assertIsFailure(target, catchThrowable(target::prepare), thrown);
    assertThat(target.inDoubt()).isZero();
  }

  private static void assertIsFailure(EngineEnd end, Throwable caught, Throwable thrown) {
    assertThat(caught).isSameAs(end.failure());
    if (thrown instanceof RuntimeException) {
      assertThat(caught).isInstanceOf(UnusableEndException.class).hasCause(thrown);
    } else {
      assertThat(caught).isSameAs(thrown);
    }
  }

  @ParameterizedTest
  @MethodSource("throwables")
  void whoThrowsWhenAskedWhetherItIsOpenIsNotAndHasFailed(Throwable thrown) throws IOException {
    Channel channel =
        new Channel() {
          @Override
          public boolean isOpen() {
            ForeignEndsTest.<RuntimeException>raise(thrown);
            return true;
          }
        };

    for (EngineEnd end : List.of(Ends.source(channel), target(channel))) {
      assertThat(end.isOpen()).isFalse();
      assertThat(end.failure()).isSameAs(thrown);
      Throwable caught = catchThrowable(end::check);
      assertThat(caught)
          .satisfiesAnyOf(
              it -> assertThat(it).isSameAs(thrown), it -> assertThat(it).hasCause(thrown));
    }
  }

  @Test
  void whatWasAcceptedBeforeAPieceThatFailedIsCounted() throws IOException {
    List<Integer> pieces = new ArrayList<>();
    EngineTarget target =
        target(
            new OutputStream() {
              @Override
              public void write(int b) {}

              @Override
              public void write(byte[] bytes, int offset, int length) {
                pieces.add(length);
                if (pieces.size() == 3) {
                  throw new IllegalStateException("no");
                }
              }
            });
    ByteBuffer given = ByteBuffer.allocateDirect(200_000);

    assertThat(target.write(given, 0)).isEqualTo(2 << 16);
    assertThat(target.inDoubt()).isEqualTo(1 << 16);
    assertThatThrownBy(() -> target.write(given, 0)).isSameAs(target.failure());
    assertThat(pieces).as("it is not called again").hasSize(3);
  }

  // ---- lies

  @Test
  void aStreamThatHasReadMoreThanItCouldIsRefused() throws IOException {
    EngineSource source =
        Ends.source(
            new InputStream() {
              @Override
              public int read() {
                return 0;
              }

              @Override
              public int read(byte[] bytes, int offset, int length) {
                return length + 1;
              }
            });

    assertThatThrownBy(() -> source.read(ByteBuffer.allocate(100), 0))
        .hasMessageContainingAll("says that it read 101 bytes", "100", "report this to its author")
        .isSameAs(source.failure());
  }

  @Test
  void aChannelThatHasReadOrWrittenOtherThanItSaysIsRefused() throws IOException {
    for (int lie : new int[] {-2, -1, 0, 5, 1000}) {
      Channel channel =
          new Channel() {
            @Override
            public int read(ByteBuffer into) {
              into.put((byte) 1);
              return lie;
            }

            @Override
            public int write(ByteBuffer from) {
              from.get();
              return lie;
            }
          };
      EngineSource source = Ends.source(channel);
      EngineTarget target = target(channel);

      assertThatThrownBy(() -> source.read(ByteBuffer.allocate(100), 0)).isSameAs(source.failure());
      assertThatThrownBy(() -> target.write(ByteBuffer.allocate(100), 0))
          .isSameAs(target.failure());
      assertThat(target.inDoubt()).isEqualTo(100);
    }
  }

  // ---- memory

  @Test
  void aSourceIsHandedNothingOfOthersAndChangesNothingLater() throws IOException {
    List<byte[]> kept = new ArrayList<>();
    EngineSource source =
        Ends.source(
            new InputStream() {
              @Override
              public int read() {
                return 0;
              }

              @Override
              public int read(byte[] bytes, int offset, int length) {
                kept.add(bytes.clone());
                kept.add(bytes);
                bytes[offset] = 'a';
                return 1;
              }
            });
    ByteBuffer into = ByteBuffer.allocate(100).put(SECRET.duplicate());

    source.read(into, 0);
    kept.get(1)[0] = 'X';

    assertThat(kept.get(0)).containsOnly(0);
    assertThat(into.get(SECRET.remaining())).isEqualTo((byte) 'a');
  }

  @Test
  void aTargetIsHandedAnArrayThatIsNobodyElses() throws IOException {
    List<byte[]> kept = new ArrayList<>();
    EngineTarget stream =
        target(
            new OutputStream() {
              @Override
              public void write(int b) {}

              @Override
              public void write(byte[] bytes, int offset, int length) {
                bytes[offset] = 'X';
                kept.add(bytes);
              }
            });
    EngineTarget channel =
        target(
            new Channel() {
              @Override
              public int write(ByteBuffer from) {
                assertThat(from.hasArray()).isTrue();
                from.array()[0] = 'X';
                kept.add(from.array());
                int n = from.remaining();
                from.position(from.limit());
                return n;
              }
            });

    for (EngineTarget target : List.of(stream, channel)) {
      ByteBuffer given = SECRET.duplicate();
      byte[] before = given.array().clone();
      assertThat(target.write(given, 0)).isEqualTo(before.length);
      target.write(SECRET.duplicate(), 0);
      assertThat(given.array()).isEqualTo(before);
    }
    assertThat(kept).doesNotContain(SECRET.array());
    assertThat(kept.get(0)).as("one for a transfer").isSameAs(kept.get(1));
    assertThat(kept.get(2)).isSameAs(kept.get(3)).isNotSameAs(kept.get(0));
  }

  @Test
  void theArrayOfASourceGrowsAsReadsComeFullAndShrinksWhereOneMayWait() throws IOException {
    List<Integer> asked = new ArrayList<>();
    EngineSource source =
        Ends.source(
            new FilterInputStream(new ByteArrayInputStream(new byte[1 << 20])) {
              @Override
              public int read(byte[] bytes, int offset, int length) throws IOException {
                asked.add(bytes.length);
                return super.read(bytes, offset, length);
              }
            });
    ByteBuffer large = ByteBuffer.allocateDirect(256 << 10);

    for (int i = 0; i < 4; i++) {
      source.read(large.clear(), 0);
    }
    source.read(ByteBuffer.allocate(4096), 0);

    assertThat(asked).containsExactly(4 << 10, 16 << 10, 64 << 10, 64 << 10, 4 << 10);
  }

  // ---- what strategies see

  @Test
  void nothingOfTheJdkIsSeenBehindAForeignObject() throws IOException {
    Channel channel = new Channel() {};
    OutputStream stream = new FilterOutputStream(new ByteArrayOutputStream());

    for (EngineEnd end :
        List.of(
            Ends.source(channel),
            target(channel),
            target(stream),
            target(Channels.newChannel(stream)),
            Ends.source(Channels.newChannel(new ByteArrayInputStream(new byte[1]))))) {
      assertThat(end.foreign()).isTrue();
      assertThat(end.kind()).isIn(EndKind.CHANNEL, EndKind.STREAM);
      assertThat(end.as(ReadableByteChannel.class)).isNull();
      assertThat(end.as(WritableByteChannel.class)).isNull();
      assertThat(end.as(OutputStream.class)).isNull();
      assertThat(end.as(Object.class)).isNull();
    }
    assertThat(target(channel).as(Channel.class)).as("a type of its author's").isSameAs(channel);
  }

  @Test
  void aSocketThatNamesTheChannelOfAnotherIsWrittenByItsStream() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        SocketChannel channel = SocketChannel.open(server.getLocalSocketAddress())) {
      Socket layered = layeredOver(channel.socket(), channel);

      for (EngineEnd end : List.of(Ends.source(layered), target(layered))) {
        assertThat(end.foreign()).isTrue();
        assertThat(end.kind()).isEqualTo(EndKind.STREAM);
        assertThat(end.as(SocketChannel.class)).isNull();
        assertThat(end.as(Socket.class)).isNull();
        assertThat(end.closable()).as("a timeout can end it").isTrue();
      }
      assertThat(target(channel.socket()).as(SocketChannel.class)).isSameAs(channel);
      assertThat(Ends.source(channel.socket()).as(SocketChannel.class)).isSameAs(channel);
    }
  }

  /** As an {@code SSLSocket} does that was made over another one. */
  private static Socket layeredOver(Socket other, SocketChannel channel) {
    return new Socket() {
      @Override
      public SocketChannel getChannel() {
        return channel;
      }

      @Override
      public boolean isConnected() {
        return true;
      }

      @Override
      public InputStream getInputStream() throws IOException {
        return new FilterInputStream(other.getInputStream()) {};
      }

      @Override
      public OutputStream getOutputStream() throws IOException {
        return new FilterOutputStream(other.getOutputStream());
      }
    };
  }

  @Test
  void channelsOfTheJdkAndPlainSocketsAreSeen() throws IOException {
    Pipe pipe = Pipe.open();
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Socket socket = new Socket(server.getInetAddress(), server.getLocalPort());
        var from = pipe.source();
        var to = pipe.sink()) {
      assertThat(Ends.source(from).as(Pipe.SourceChannel.class)).isSameAs(from);
      assertThat(target(to).as(Pipe.SinkChannel.class)).isSameAs(to);
      assertThat(target(socket).as(Socket.class)).isSameAs(socket);
      assertThat(target(socket).kind()).isEqualTo(EndKind.TCP);
    }
  }
}
