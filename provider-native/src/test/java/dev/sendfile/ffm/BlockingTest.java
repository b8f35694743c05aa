package dev.sendfile.ffm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sendfile.ffm.ScriptedLinux.Call;
import dev.sendfile.spi.Plan;
import dev.sendfile.spi.Session;
import dev.sendfile.spi.Step;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a virtual thread no call is made that could wait: the JDK has to switch the socket first. */
class BlockingTest {

  private static final int LENGTH = 1000;

  private final ScriptedLinux linux = new ScriptedLinux();

  @TempDir Path folder;
  private Socket near;
  private Socket far;

  @BeforeEach
  void connect() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      near = new Socket(server.getInetAddress(), server.getLocalPort());
      far = server.accept();
    }
  }

  @AfterEach
  void disconnect() throws IOException {
    near.close();
    far.close();
  }

  private static <T> T onVirtualThread(Callable<T> task) throws Exception {
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      return executor.submit(task).get(1, TimeUnit.MINUTES);
    }
  }

  private Session open(NativeStrategy strategy, Plan plan) throws IOException {
    return strategy.open(plan, new TestContext(), new Calls(strategy, linux));
  }

  private Plan send() throws IOException {
    return Plans.of(Files.write(folder.resolve("file"), Pattern.of(LENGTH)), near, LENGTH);
  }

  @Test
  void aPlatformThreadSendsAtOnce() throws Exception {
    Plan plan = send();
    try (Session session = open(new NativeSendfile(), plan)) {
      assertThat(new Steps(session, plan).one()).isEqualTo(Step.moved(LENGTH));
    }
    Plans.release(plan);
  }

  @Test
  void aVirtualThreadSendsOnceTheSocketIsSwitched() throws Exception {
    Plan plan = send();
    try (Session session = open(new NativeSendfile(), plan)) {
      Steps steps = new Steps(session, plan);

      assertThat(onVirtualThread(steps::one)).isEqualTo(Step.TARGET_FULL);
      assertThat(linux.made(Call.SENDFILE)).isZero();
      onVirtualThread(
          () -> {
            near.getOutputStream().write(1);
            return null;
          });
      assertThat(onVirtualThread(steps::one)).isEqualTo(Step.moved(LENGTH));
    }
    Plans.release(plan);
  }

  @Test
  void aVirtualThreadReceivesOnceTheSocketIsSwitched() throws Exception {
    far.getOutputStream().write(new byte[LENGTH + 1]);
    Plan plan = Plans.of(near, folder.resolve("target"), LENGTH);
    try (NativeSplice strategy = new NativeSplice(null);
        Session session = open(strategy, plan)) {
      Steps steps = new Steps(session, plan);

      assertThat(onVirtualThread(steps::one)).isEqualTo(Step.SOURCE_DRY);
      assertThat(linux.made(Call.SPLICE_INTO_OWN_PIPE)).isZero();
      onVirtualThread(() -> near.getInputStream().read());
      assertThat(onVirtualThread(steps::one)).isEqualTo(Step.moved(LENGTH));
    }
    Plans.release(plan);
  }
}
