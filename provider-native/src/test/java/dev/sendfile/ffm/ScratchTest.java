package dev.sendfile.ffm;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** No two calls at once have the same memory, however many threads make them. */
class ScratchTest {

  /** More than there are slots, so that some have the same one. */
  private static final int THREADS = 40;

  private static final int ROUNDS = 20_000;

  @FunctionalInterface
  private interface Task {
    void run(int thread) throws Exception;
  }

  private static void together(ExecutorService executor, int tasks, Task task) throws Exception {
    try (executor) {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < tasks; i++) {
        int thread = i;
        running.add(
            executor.submit(
                () -> {
                  task.run(thread);
                  return null;
                }));
      }
      for (Future<?> each : running) {
        each.get(1, TimeUnit.MINUTES);
      }
    }
  }

  @Test
  void belongsToOneThreadUntilItIsGivenBack() throws Exception {
    Scratch.Pool pool = new Scratch.Pool();

    together(
        Executors.newFixedThreadPool(THREADS),
        THREADS,
        thread -> {
          for (int i = 0; i < ROUNDS; i++) {
            Scratch mine = pool.take();
            mine.first(thread);
            mine.structure().set(ValueLayout.JAVA_LONG, 0, thread);
            Thread.onSpinWait();
            assertThat(mine.first() == thread).isTrue();
            assertThat(mine.structure().get(ValueLayout.JAVA_LONG, 0) == thread).isTrue();
            pool.give(mine);
          }
        });
  }

  /** Each thread makes a call that fails in a way of its own. */
  private static void failTogether(ExecutorService executor, int tasks) throws Exception {
    Linux linux = LinkedLinux.INSTANCE;
    long pipe = linux.pipe();
    int out = (int) pipe;
    try {
      together(
          executor,
          tasks,
          thread -> {
            for (int i = 0; i < ROUNDS / tasks; i++) {
              switch (thread % 4) {
                case 0 -> assertThat(linux.close(-1)).isEqualTo(-Errno.EBADF.number());
                case 1 -> assertThat(linux.position(out)).isEqualTo(-Errno.ESPIPE.number());
                case 2 -> assertThat(linux.open("/no/such")).isEqualTo(-Errno.ENOENT.number());
                default ->
                    assertThat(linux.timeout(out, Linux.Direction.SEND))
                        .isEqualTo(-Errno.ENOTSOCK.number());
              }
            }
          });
    } finally {
      linux.close(out);
      linux.close((int) (pipe >>> Integer.SIZE));
    }
  }

  @Test
  void eachCallHasAnErrorNumberOfItsOwn() throws Exception {
    failTogether(Executors.newFixedThreadPool(THREADS), THREADS);
  }

  @Test
  void soItHasOnVirtualThreads() throws Exception {
    failTogether(Executors.newVirtualThreadPerTaskExecutor(), 100);
  }
}
