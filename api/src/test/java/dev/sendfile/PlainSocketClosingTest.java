package dev.sendfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sendfile.internal.end.Ends;
import dev.sendfile.internal.end.EngineEnd;
import dev.sendfile.internal.end.EngineSource;
import dev.sendfile.internal.end.EngineTarget;
import dev.sendfile.internal.end.Opening;
import dev.sendfile.internal.thread.Watchdog;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.Channels;
import java.nio.channels.Pipe;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A socket without a channel is the JDK's too: whatever hangs in others does not hold it up. */
@Timeout(300)
class PlainSocketClosingTest {

  private static final Duration AT_MOST = Duration.ofMinutes(1);

  /** How many calls may hang in each lane. */
  private static final int MOST = 16;

  private final Watchdog watchdog = new Watchdog();
  private final CountDownLatch never = new CountDownLatch(1);
  private Pipe pipe;
  private ServerSocket server;
  private Socket socket;
  private Socket peer;

  @BeforeEach
  void open() throws IOException {
    pipe = Pipe.open();
    server = new ServerSocket();
    server.setReceiveBufferSize(4096);
    server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    socket = new Socket();
    socket.setSendBufferSize(256 << 10);
    socket.connect(server.getLocalSocketAddress());
    peer = server.accept();
  }

  @AfterEach
  void close() throws IOException {
    never.countDown();
    peer.close();
    socket.close();
    server.close();
    pipe.sink().close();
    pipe.source().close();
  }

  private void hang() {
    try {
      never.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Lets threads hang that close such ends, as many as there are. */
  private void hangIn(Ending ends) throws Exception {
    CountDownLatch hanging = new CountDownLatch(MOST);
    for (int i = 0; i < MOST; i++) {
      ends.of(
              () -> {
                hanging.countDown();
                hang();
              })
          .begin(watchdog.closers(), null);
    }
    hanging.await();
  }

  private interface Ending {
    StepEnding of(Runnable afterwards) throws IOException;
  }

  private static EngineTarget target(Object given) {
    try {
      return Ends.target(given, Opening.DEFAULT, nothing());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static EngineSource nothing() throws IOException {
    return Ends.source(new ByteArrayInputStream(new byte[0]));
  }

  private StepEnding ofStranger(Runnable afterwards) {
    return StepEnding.ofTarget(
        target(Channels.newChannel(new ByteArrayOutputStream())), afterwards);
  }

  private StepEnding ofPipe(Runnable afterwards) {
    return StepEnding.ofTarget(target(pipe.sink()), afterwards);
  }

  private void awaitClosed(StepEnding ending) {
    ending.begin(watchdog.closers(), null);
    await().atMost(AT_MOST).until(socket::isClosed);
  }

  @Test
  void aTargetIsClosedWhileStrangersHang() throws Exception {
    hangIn(this::ofStranger);

    awaitClosed(StepEnding.ofTarget(target(socket), () -> {}));
  }

  @Test
  void aSourceIsClosedWhileStrangersHang() throws Exception {
    hangIn(this::ofStranger);

    awaitClosed(StepEnding.ofSource(Ends.source(socket), () -> {}));
  }

  /** As a terminal does that is not read, for seconds. */
  @Test
  void itIsClosedWhileFilesPipesAndDevicesHang() throws Exception {
    hangIn(this::ofPipe);

    awaitClosed(StepEnding.ofTarget(target(socket), () -> {}));
  }

  @Test
  void itIsClosedWhileAnotherSocketHangs() throws Exception {
    try (SocketChannel other = SocketChannel.open(server.getLocalSocketAddress())) {
      CountDownLatch hanging = new CountDownLatch(1);
      StepEnding.ofTarget(
              target(other),
              () -> {
                hanging.countDown();
                hang();
              })
          .begin(watchdog.closers(), null);
      hanging.await();

      awaitClosed(StepEnding.ofTarget(target(socket), () -> {}));
    }
  }

  @Test
  void itsTimeoutWorksWhileStrangersHang() throws Exception {
    hangIn(this::ofStranger);
    Guard guard =
        new Guard(
            watchdog,
            nothing(),
            target(socket),
            Settings.NONE.withWriteTimeout(Duration.ofMillis(500)));
    guard.begin();
    guard.enterStep();

    await().atMost(AT_MOST).until(socket::isClosed);
    assertThat(guard.end()).as("an end was closed").isTrue();
  }

  @Test
  void itIsNoStranger() throws IOException {
    for (EngineEnd end : new EngineEnd[] {Ends.source(socket), target(socket)}) {
      assertThat(end.foreign()).isFalse();
      assertThat(end.mayHangWhenAsked()).as("below 25 while it is being closed").isTrue();
    }
  }

  /** On 17 a socket answers whether it is closed only once it is. */
  @Test
  void whoLooksDoesNotWaitForAnOwnerWhoLingers() throws Exception {
    socket.setSoLinger(true, 120);
    socket.getOutputStream().write(new byte[128 << 10]); // more than the peer takes
    Guard guard = new Guard(watchdog, nothing(), target(socket), Settings.NONE);
    guard.watchTarget(true, false, GuardTest.NOBODY);
    guard.enterStep();
    CompletableFuture<Void> closed = new CompletableFuture<>();
    Thread owner =
        new Thread(
            () -> {
              try {
                socket.close();
                closed.complete(null);
              } catch (IOException e) {
                closed.completeExceptionally(e);
              }
            });
    owner.start();
    await().atMost(AT_MOST).until(() -> isClosing(owner));

    GuardTest.lookTwice(guard, System.nanoTime());

    assertThat(closed).as("the owner still lingers").isNotDone();
    guard.end();
    peer.close(); // with bytes unread: that resets the connection
    await().atMost(AT_MOST).until(closed::isDone);
  }

  private static boolean isClosing(Thread owner) {
    return Arrays.stream(owner.getStackTrace())
        .anyMatch(
            it ->
                it.isNativeMethod()
                    && it.getMethodName().toLowerCase(Locale.ROOT).contains("close"));
  }
}
