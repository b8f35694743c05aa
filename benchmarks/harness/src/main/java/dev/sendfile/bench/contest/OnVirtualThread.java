package dev.sendfile.bench.contest;

import dev.sendfile.bench.machine.Usage;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Collection;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * A new one for each round. Nobody tells the processor time of a virtual thread, so that of all
 * threads is taken: nobody else does anything meanwhile.
 */
final class OnVirtualThread implements Runner {

  private final MethodHandle start;

  OnVirtualThread() {
    try {
      start =
          MethodHandles.publicLookup()
              .findStatic(
                  Thread.class,
                  "startVirtualThread",
                  MethodType.methodType(Thread.class, Runnable.class));
    } catch (ReflectiveOperationException e) {
      throw new UnsupportedOperationException("no virtual threads in " + Runtime.version(), e);
    }
  }

  @Override
  public <T> T call(Task<T> task) throws IOException {
    FutureTask<T> future = new FutureTask<>(task::run);
    Thread thread = start(future);
    try {
      return future.get();
    } catch (InterruptedException e) {
      thread.interrupt(); // its channels are closed by that, which ends it
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while a virtual thread moves bytes");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException io) {
        throw io;
      }
      throw new IllegalStateException(e.getCause());
    } catch (CancellationException e) {
      throw new IllegalStateException(e); // nobody cancels it
    }
  }

  private Thread start(Runnable runnable) {
    try {
      return (Thread) start.invokeExact(runnable);
    } catch (Throwable e) {
      throw new IllegalStateException("no virtual thread could be started", e);
    }
  }

  @Override
  public Usage usage(Collection<Thread> workers) {
    return Usage.ofAll();
  }
}
