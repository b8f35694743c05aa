package dev.sendfile.ffm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sendfile.ffm.ScriptedLinux.Call;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A few pipes are kept for the next transfers, and closed in the end. */
class PipesTest {

  private final ScriptedLinux linux = new ScriptedLinux();

  private List<Pipe> taken(Pipes pipes, int number) throws NoDescriptorException {
    List<Pipe> taken = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      taken.add(pipes.take(linux));
    }
    return taken;
  }

  @Test
  void fourAreKeptAndTheOthersClosed() throws Exception {
    Pipes pipes = new Pipes();
    List<Pipe> taken = taken(pipes, 10);
    assertThat(linux.open()).hasSize(20);

    taken.forEach(pipes::give);

    assertThat(linux.open()).hasSize(8);
    taken(pipes, 4).forEach(pipes::give);
    assertThat(linux.made(Call.PIPE)).isEqualTo(10);
    pipes.close();
    assertThat(linux.open()).isEmpty();
  }

  @Test
  void whatIsGivenBackAfterTheEndIsClosed() throws Exception {
    Pipes pipes = new Pipes();
    Pipe underWay = pipes.take(linux);
    pipes.close();

    pipes.give(underWay);

    assertThat(linux.open()).isEmpty();
  }

  @Test
  void holdsAsMuchAsTheKernelWasAskedFor() throws Exception {
    Pipes pipes = new Pipes();
    Pipe pipe = pipes.take(linux);

    assertThat(pipe.capacity()).isBetween(4096, 1 << 20);
    assertThat(linux.resizePipe(pipe.in(), 4096)).isEqualTo(4096);
    pipe.close();
  }

  @Test
  void saysWhyThereIsNone() {
    linux.failing(Call.PIPE, 1, Errno.ENFILE);

    assertThatThrownBy(() -> new Pipes().take(linux))
        .isInstanceOf(NoDescriptorException.class)
        .hasMessage("pipe2: ENFILE (the system has no descriptor left)");
  }

  /** Of an object that nobody can reach any more, for the collector. */
  private void useAndForget(int number) throws NoDescriptorException {
    Pipes pipes = new Pipes();
    taken(pipes, number).forEach(pipes::give);
  }

  @Test
  void theCollectorClosesWhatWasForgotten() throws Exception {
    useAndForget(3);
    assertThat(linux.open()).hasSize(6);

    await()
        .atMost(1, TimeUnit.MINUTES)
        .untilAsserted(
            () -> {
              System.gc();
              assertThat(linux.open()).isEmpty();
            });
  }

  @Test
  void theCollectorClosesNothingThatIsUsed() throws Exception {
    int threads = 4;
    List<Pipes> all = IntStream.range(0, 300).mapToObj(i -> new Pipes()).toList();
    CyclicBarrier together = new CyclicBarrier(threads);
    List<CompletableFuture<Void>> giving = new ArrayList<>();
    for (int t = 0; t < threads; t++) {
      giving.add(
          CompletableFuture.runAsync(
              () -> {
                try {
                  for (Pipes each : all) {
                    Pipe pipe = each.take(linux);
                    together.await(1, TimeUnit.MINUTES);
                    each.give(pipe);
                  }
                } catch (Exception e) {
                  throw new AssertionError(e);
                }
              },
              task -> new Thread(task).start()));
    }
    for (CompletableFuture<Void> each : giving) {
      each.get(60, TimeUnit.SECONDS);
    }
    int kept = linux.open().size();

    collect();

    assertThat(linux.open()).hasSize(kept);
    all.forEach(Pipes::close);
    assertThat(linux.open()).isEmpty();
  }

  /** Collects, and lets the cleaner do what was due before something that is due now. */
  @SuppressWarnings("restricted")
  private static void collect() {
    CountDownLatch cleaned = new CountDownLatch(1);
    MemorySegment.NULL.reinterpret(Arena.ofAuto(), it -> cleaned.countDown());
    WeakReference<Object> garbage = new WeakReference<>(new Object());
    await()
        .atMost(1, TimeUnit.MINUTES)
        .until(
            () -> {
              System.gc();
              return garbage.get() == null && cleaned.getCount() == 0;
            });
  }
}
