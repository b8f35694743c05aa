package dev.sendfile.bench.contest;

import dev.sendfile.bench.machine.Usage;
import dev.sendfile.bench.result.Mode;
import java.io.IOException;
import java.util.Collection;
import java.util.Optional;

/** On what kind of thread a contender moves the bytes, and whose processor time that takes. */
interface Runner {

  /** What runs there. */
  interface Task<T> {
    T run() throws IOException;
  }

  /** The one of a mode. */
  static Runner of(Mode mode) {
    return mode == Mode.VIRTUAL ? new OnVirtualThread() : new OnThisThread();
  }

  /** Why a mode cannot be here; nothing if it can. */
  static Optional<String> objection(Mode mode) {
    return mode == Mode.VIRTUAL && Runtime.version().feature() < 21
        ? Optional.of("virtual threads need Java 21 or later, and this is " + Runtime.version())
        : Optional.empty();
  }

  /** Runs it, and returns when it is over. */
  <T> T call(Task<T> task) throws IOException;

  /** For the thread that calls, which is the one of a task, and others that help it. */
  Usage usage(Collection<Thread> workers);

  /** The caller's. */
  final class OnThisThread implements Runner {

    @Override
    public <T> T call(Task<T> task) throws IOException {
      return task.run();
    }

    @Override
    public Usage usage(Collection<Thread> workers) {
      return Usage.ofCallerAnd(workers);
    }
  }
}
