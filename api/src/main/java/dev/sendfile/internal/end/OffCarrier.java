package dev.sendfile.internal.end;

import dev.sendfile.internal.thread.Closers;
import dev.sendfile.internal.thread.VirtualThreads;
import java.io.IOException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Makes the calls of a file channel that wait for another program: those of a FIFO, a terminal or
 * another device without positions. On a virtual thread they would hold its carrier, and neither a
 * close nor an interrupt would end them: so a platform thread makes them, and the virtual one is
 * parked. Only the call of the JDK's own is made elsewhere; strategies, listeners and other
 * people's ends stay where they are.
 */
final class OffCarrier {

  private volatile @Nullable Closers threads;

  /** One call. */
  @FunctionalInterface
  interface Call {
    long make() throws IOException;
  }

  /** From now on there are threads for that. */
  void by(Closers closers) {
    threads = closers;
  }

  /**
   * Makes a call, on the thread that asks for it unless that is virtual.
   *
   * @return what it returned
   * @throws IOException what it threw, or that there is no thread for it
   */
  long make(Call call) throws IOException {
    Closers closers = threads;
    if (closers == null || !VirtualThreads.isCurrent()) {
      return call.make();
    }
    Made made = new Made(call);
    try {
      closers.run(Closers.Whose.WAITED_FOR, made);
    } catch (OutOfMemoryError e) { // that is how the JDK says that there are too many threads
      throw new IOException("no thread can be started for a call that may wait for long", e);
    }
    return made.await();
  }

  private static final class Made implements Closers.Call {

    private final Call call;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition over = lock.newCondition();
    private @Nullable Thread maker;
    private boolean interrupted;
    private boolean done;
    private long result;
    private @Nullable Throwable failure;

    Made(Call call) {
      this.call = call;
    }

    @Override
    public void run() {
      begin();
      long returned = 0;
      Throwable thrown = null;
      try {
        returned = call.make();
      } catch (Throwable e) { // who waits must hear of it
        thrown = e;
      }
      end(returned, thrown);
    }

    private void begin() {
      lock.lock();
      try {
        Thread thread = Thread.currentThread();
        maker = thread;
        if (interrupted) {
          thread.interrupt();
        }
      } finally {
        lock.unlock();
      }
    }

    /** An interrupt was of this call, and must not reach the next one of the thread. */
    private void end(long returned, @Nullable Throwable thrown) {
      lock.lock();
      try {
        Thread.interrupted();
        maker = null;
        result = returned;
        failure = thrown;
        done = true;
        over.signalAll();
      } finally {
        lock.unlock();
      }
    }

    /** Waits for the call, which an interrupt ends as it would have on this thread. */
    long await() throws IOException {
      lock.lock();
      try {
        while (!done) {
          try {
            over.await();
          } catch (InterruptedException e) {
            interrupt();
          }
        }
        if (interrupted) {
          Thread.currentThread().interrupt();
        }
        return outcome();
      } finally {
        lock.unlock();
      }
    }

    private void interrupt() {
      interrupted = true;
      Thread thread = maker;
      if (thread != null) {
        thread.interrupt();
      }
    }

    private long outcome() throws IOException {
      Throwable thrown = failure;
      if (thrown instanceof IOException e) {
        throw e;
      }
      if (thrown instanceof RuntimeException e) {
        throw e;
      }
      if (thrown instanceof Error e) {
        throw e;
      }
      return result;
    }

    @Override
    public String describe() {
      return "reading or writing a FIFO or a device";
    }
  }
}
