package dev.sendfile.ffm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sendfile.FileSource;
import dev.sendfile.PreparedTarget;
import dev.sendfile.Sendfile;
import dev.sendfile.TransferRequest;
import dev.sendfile.spi.TransferStrategy;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Ends that many transfers share, from many threads, and no descriptor left in the end. */
class SharedEndsTest {

  @TempDir Path folder;

  static Stream<TransferStrategy> toPreparedTargets() {
    return Stream.of(new NativeSendfile(), new NativeWritev(), new NativeMappedWritev());
  }

  private static Sendfile forcing(TransferStrategy strategy) {
    return Sendfile.builder().strategies(strategy).force(strategy.name()).build();
  }

  private static int descriptors() throws IOException {
    return Proc.numbers().length;
  }

  @ParameterizedTest
  @MethodSource("toPreparedTargets")
  void manyThreadsSendOnePreparedFileEachToAConnectionOfItsOwn(TransferStrategy strategy)
      throws Exception {
    int threads = 8;
    byte[] content = Pattern.of(3000);
    Path path = Files.write(folder.resolve("file"), content);
    Sendfile sendfile = forcing(strategy);
    int before = descriptors();
    try (FileSource file = FileSource.builder(path).mapped().open()) {
      List<CompletableFuture<Void>> sending = new ArrayList<>();
      for (int t = 0; t < threads; t++) {
        sending.add(Connection.background(() -> sendRepeatedly(sendfile, file, content)));
      }
      for (CompletableFuture<Void> each : sending) {
        each.get(1, TimeUnit.MINUTES);
      }
    }
    await()
        .atMost(1, TimeUnit.MINUTES)
        .untilAsserted(() -> assertThat(descriptors()).isLessThanOrEqualTo(before));
  }

  private static Void sendRepeatedly(Sendfile sendfile, FileSource file, byte[] content) {
    int times = 50;
    try (Connection connection = Connection.open()) {
      CompletableFuture<byte[]> received = connection.received();
      try (PreparedTarget target = PreparedTarget.of(connection.near)) {
        for (int i = 0; i < times; i++) {
          sendfile.transfer(file, target, i, content.length - i);
        }
      }
      connection.near.shutdownOutput();
      byte[] all = Connection.await(received);
      int at = 0;
      for (int i = 0; i < times; i++) {
        int length = content.length - i;
        assertThat(Arrays.copyOfRange(all, at, at + length))
            .isEqualTo(Arrays.copyOfRange(content, i, content.length));
        at += length;
      }
      assertThat(all).hasSize(at);
      return null;
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest
  @MethodSource("toPreparedTargets")
  void whatTwoThreadsSendInTurnsToOnePreparedTargetArrivesWhole(TransferStrategy strategy)
      throws Exception {
    ReentrantLock turn = new ReentrantLock();
    int times = 200;
    byte[] content = Pattern.of(1000);
    Path path = Files.write(folder.resolve("file"), content);
    Sendfile sendfile = forcing(strategy);
    try (FileSource file = FileSource.builder(path).mapped().open();
        Connection connection = Connection.open()) {
      CompletableFuture<byte[]> received = connection.received();
      try (PreparedTarget target = PreparedTarget.of(connection.near)) {
        Supplier<Void> sending =
            () -> {
              try {
                for (int i = 0; i < times; i++) {
                  turn.lock();
                  try {
                    sendfile.transfer(file, target, 0, content.length);
                  } finally {
                    turn.unlock();
                  }
                }
                return null;
              } catch (IOException e) {
                throw new AssertionError(e);
              }
            };
        CompletableFuture<Void> other = Connection.background(sending);
        sending.get();
        other.get(1, TimeUnit.MINUTES);
      }
      connection.near.shutdownOutput();

      byte[] all = Connection.await(received);
      assertThat(all).hasSize(2 * times * content.length);
    }
  }

  @ParameterizedTest
  @MethodSource("toPreparedTargets")
  void aPreparedFileThatIsReplacedIsTheNewOneFromThenOn(TransferStrategy strategy)
      throws Exception {
    byte[] old = Pattern.of(1000);
    byte[] young = Pattern.of(1001);
    Path path = Files.write(folder.resolve("file"), old);
    Sendfile sendfile = forcing(strategy);
    int before = descriptors();
    try (FileSource file = FileSource.builder(path).mapped().checkEvery(Duration.ZERO).open()) {
      byte[] all;
      try (Connection connection = Connection.open()) {
        CompletableFuture<byte[]> received = connection.received();
        try (PreparedTarget target = PreparedTarget.of(connection.near)) {
          sendfile.transfer(file, target, 0, 1000);
          Files.move(
              Files.write(folder.resolve("new"), young), path, StandardCopyOption.REPLACE_EXISTING);
          sendfile.transfer(file, target, 0, 1001);
        }
        connection.near.shutdownOutput();
        all = Connection.await(received);
      }
      assertThat(Arrays.copyOf(all, 1000)).isEqualTo(old);
      assertThat(Arrays.copyOfRange(all, 1000, all.length)).isEqualTo(young);
    }
    await()
        .atMost(1, TimeUnit.MINUTES)
        .untilAsserted(() -> assertThat(descriptors()).isLessThanOrEqualTo(before));
  }

  /** Each may hold one for some milliseconds, and none for longer. */
  @Test
  void transfersThatStallOnVirtualThreadsLetOthersRun() throws Exception {
    int many = 4 * Runtime.getRuntime().availableProcessors();
    Path path = Files.write(folder.resolve("file"), new byte[8 << 20]);
    Sendfile sending = forcing(new NativeSendfile());
    Sendfile receiving = forcing(new NativeSplice(null));
    List<Socket> sockets = new ArrayList<>();
    List<Thread> stalled = new ArrayList<>();
    try (ServerSocket server = new ServerSocket(0, 2 * many, null)) {
      for (int i = 0; i < 2 * many; i++) {
        Socket near = new Socket("localhost", server.getLocalPort());
        sockets.add(near);
        sockets.add(server.accept());
        TransferRequest request =
            i % 2 == 0
                ? TransferRequest.from(path).to(near)
                : TransferRequest.from(near).to(folder.resolve("target" + i)).range(0, 1 << 20);
        Sendfile sendfile = i % 2 == 0 ? sending : receiving;
        stalled.add(
            Thread.startVirtualThread(
                () -> {
                  try {
                    sendfile.transfer(request);
                  } catch (IOException e) {
                    // its socket is closed in the end
                  }
                }));
      }
      for (int i = 0; i < 20; i++) {
        CountDownLatch ran = new CountDownLatch(1);
        Thread.startVirtualThread(ran::countDown);
        assertThat(ran.await(1, TimeUnit.MINUTES)).isTrue();
      }
      assertThat(stalled).allMatch(Thread::isAlive);
    } finally {
      for (Socket each : sockets) {
        each.close();
      }
    }
    for (Thread each : stalled) {
      assertThat(each.join(Duration.ofMinutes(1))).isTrue();
    }
  }
}
