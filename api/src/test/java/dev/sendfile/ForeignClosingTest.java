package dev.sendfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.sendfile.internal.end.Ends;
import dev.sendfile.internal.end.EngineSource;
import dev.sendfile.internal.end.Opening;
import dev.sendfile.internal.thread.Closers;
import dev.sendfile.internal.thread.Watchdog;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A channel of somebody else's may hang or throw when it is closed, or only asked. */
class ForeignClosingTest {

  private static final Settings HALF_A_SECOND =
      Settings.NONE.withWriteTimeout(Duration.ofMillis(500));

  @TempDir Path folder;

  private final Watchdog watchdog = new Watchdog();
  private final CountDownLatch never = new CountDownLatch(1);
  private Pipe pipe;
  private EngineSource source;

  @BeforeEach
  void open() throws IOException {
    pipe = Pipe.open();
    source = Ends.source(Files.write(folder.resolve("file"), new byte[1]));
  }

  @AfterEach
  void close() throws IOException {
    never.countDown();
    source.release();
    pipe.sink().close();
    pipe.source().close();
  }

  /** Does at each call what a test wants. */
  private static class Foreign implements WritableByteChannel {

    @Override
    public int write(ByteBuffer from) {
      return 0;
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public void close() throws IOException {}
  }

  private class Hanging extends Foreign {
    final CountDownLatch closing = new CountDownLatch(1);

    @Override
    public void close() {
      closing.countDown();
      hang();
    }
  }

  private void hang() {
    try {
      never.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A transfer that is blocked in a write, and would be for ever. */
  private Guard blocked(WritableByteChannel target) throws IOException {
    Guard guard =
        new Guard(watchdog, source, Ends.target(target, Opening.DEFAULT, source), HALF_A_SECOND);
    guard.begin();
    guard.enterStep();
    return guard;
  }

  @Test
  void oneThatHangsHoldsNobodyElseUp() throws Exception {
    Hanging hanging = new Hanging();
    Guard hung = blocked(hanging);
    hanging.closing.await();
    Guard plain = blocked(pipe.sink());
    Guard foreign = blocked(new Foreign());

    await().atMost(Duration.ofMinutes(1)).until(() -> !pipe.sink().isOpen());
    await().atMost(Duration.ofMinutes(1)).until(() -> foreign.stop() == Guard.Stop.WRITE_TIMEOUT);
    assertThat(plain.end()).isTrue();
    assertThat(foreign.end()).isTrue();
    assertThat(hung.end()).as("the transfer ends without it").isTrue();
    assertThat(watchdog.hung()).isEqualTo(1);
    never.countDown();
    await().atMost(Duration.ofMinutes(1)).until(() -> watchdog.hung() == 0);
  }

  @Test
  void manyThatHangHoldNobodyElseUp() throws Exception {
    List<Guard> hung = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      Hanging hanging = new Hanging();
      hung.add(blocked(hanging));
    }
    CountDownLatch closed = new CountDownLatch(1);
    Guard foreign =
        blocked(
            new Foreign() {
              @Override
              public void close() {
                closed.countDown();
              }
            });

    assertThat(closed.await(1, TimeUnit.MINUTES)).as("it was closed").isTrue();
    assertThat(foreign.end()).isTrue();
    await().atMost(Duration.ofMinutes(1)).until(() -> watchdog.hung() == hung.size());
    never.countDown();
    hung.forEach(Guard::end);
    await().atMost(Duration.ofMinutes(1)).until(() -> watchdog.hung() == 0);
  }

  /** A transfer that nobody could end does not begin; one between ends of another kind does. */
  @Test
  void whoBeginsWhereTooManyHangIsToldSo() throws Exception {
    for (int i = 0; i < 1024; i++) {
      watchdog.closers().run(Closers.Whose.FOREIGN, new Hung());
    }
    await().atMost(Duration.ofMinutes(1)).until(() -> watchdog.hung() == 1024);

    assertThat(catchThrowable(() -> blocked(new Foreign())))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("1,024, for example closing something");
    Guard plain = blocked(pipe.sink());
    await().atMost(Duration.ofMinutes(1)).until(() -> !pipe.sink().isOpen());
    assertThat(plain.end()).isTrue();
    never.countDown();
    await().atMost(Duration.ofMinutes(1)).until(() -> watchdog.hung() == 0);
    blocked(new Foreign()).end();
  }

  private final class Hung implements Closers.Call {
    @Override
    public void run() {
      hang();
    }

    @Override
    public String describe() {
      return "closing something";
    }
  }

  /** Each keeps the thread that has asked it. */
  @Test
  void manyThatHangWhenTheyAreAskedLeaveOthersAsked() throws Exception {
    CountDownLatch asked = new CountDownLatch(100);
    List<Guard> hung = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      Guard guard =
          blocked(
              new Foreign() {
                @Override
                public boolean isOpen() {
                  asked.countDown();
                  hang();
                  return true;
                }
              });
      guard.watchTarget(true, false, GuardTest.NOBODY);
      hung.add(guard);
    }
    AtomicBoolean open = new AtomicBoolean(true);
    CountDownLatch seen = new CountDownLatch(1);
    Guard foreign =
        new Guard(
            watchdog,
            source,
            Ends.target(
                new Foreign() {
                  @Override
                  public boolean isOpen() {
                    if (!open.get()) {
                      seen.countDown();
                    }
                    return open.get();
                  }
                },
                Opening.DEFAULT,
                source),
            Settings.NONE);
    foreign.watchTarget(true, false, GuardTest.NOBODY);
    assertThat(asked.await(2, TimeUnit.MINUTES)).as("all are asked").isTrue();

    open.set(false);

    assertThat(seen.await(1, TimeUnit.MINUTES)).as("it is still asked").isTrue();
    never.countDown();
    hung.forEach(Guard::end);
    foreign.end();
  }

  @Test
  void oneThatThrowsAnErrorLeavesOthersAlone() throws Exception {
    Guard broken =
        blocked(
            new Foreign() {
              @Override
              public boolean isOpen() {
                throw new StackOverflowError("of a test");
              }

              @Override
              public void close() {
                throw new OutOfMemoryError("of a test");
              }
            });
    Guard plain = blocked(pipe.sink());

    await().atMost(Duration.ofMinutes(1)).until(() -> !pipe.sink().isOpen());
    await().atMost(Duration.ofMinutes(1)).until(() -> broken.stop() == Guard.Stop.WRITE_TIMEOUT);
    plain.end();
    broken.end();
  }

  /** It is closed again and again, since it says that it is open. */
  @Test
  void whatClosingThrowsIsOneWarning() throws Exception {
    for (Throwable thrown :
        List.of(
            new StackOverflowError("of a test"),
            new IllegalStateException("of a test"),
            new IOException("of a test"))) {
      CountDownLatch closes = new CountDownLatch(4);
      Logged logged = new Logged();
      try {
        Guard broken =
            blocked(
                new Foreign() {
                  @Override
                  public void close() {
                    closes.countDown();
                    throw Throwing.<RuntimeException>as(thrown);
                  }
                });

        assertThat(closes.await(1, TimeUnit.MINUTES)).as("it is closed again").isTrue();

        broken.end();
        assertThat(logged.warnings())
            .singleElement()
            .satisfies(it -> assertThat(it.getThrown()).isNotNull())
            .satisfies(it -> assertThat(it.getThrown()).hasStackTraceContaining("of a test"));
        assertThat(logged.messages())
            .filteredOn(it -> it.endsWith(", failed"))
            .hasSizeGreaterThan(2);
      } finally {
        logged.close();
      }
    }
  }

  /** As a TLS socket is that waits for its writer. */
  @Test
  void aTransferEndsAlsoWhereItsOwnEndHangsWhenItIsClosed() {
    Hanging hanging =
        new Hanging() {
          @Override
          public int write(ByteBuffer from) {
            try {
              closing.await(); // as if the writer was freed, and the closer not
            } catch (InterruptedException e) {
              throw new IllegalStateException(e);
            }
            throw new IllegalStateException("closed");
          }
        };
    Sendfile sendfile = Deployed.of(new Scripted("a")).sendfile(HALF_A_SECOND);

    assertThat(
            catchThrowableOfType(
                TransferException.class,
                () -> sendfile.transfer(TransferRequest.from(folder.resolve("file")).to(hanging))))
        .isInstanceOf(TransferTimeoutException.class);
  }
}
