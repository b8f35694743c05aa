package dev.sendfile.itests.soak;

import dev.sendfile.itests.fixture.Providers;
import dev.sendfile.itests.osgi.Container;
import dev.sendfile.itests.osgi.FrameworkKind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;

/** A framework in which one provider after the other goes and comes back. */
final class Deployment implements Soak.Stillness, AutoCloseable {

  private static final long LONGEST_AWAY_NANOS = 20_000_000;
  private static final long LONGEST_THERE_NANOS = 50_000_000;

  private final Container container;
  private final AtomicLong changes = new AtomicLong();
  private final ReentrantLock swapping = new ReentrantLock();
  private final SplittableRandom random;
  private final Thread swapper = new Thread(this::swap, "test-swapper");
  private volatile boolean stopped;
  private volatile Throwable failure;

  Deployment(Path storage, long seed) throws Exception {
    container = Container.complete(FrameworkKind.FELIX, storage);
    random = new SplittableRandom(seed);
    swapper.setDaemon(true);
  }

  /** Odd while a provider is away, and more with each that comes or goes. */
  AtomicLong changes() {
    return changes;
  }

  /** Makes an object of a class of this package, which sees the library of the framework. */
  Object make(Class<?> type, Object... arguments) throws ReflectiveOperationException {
    InsideLoader loader = new InsideLoader(container.bundle(Container.API));
    return loader.loadClass(type.getName()).getConstructors()[0].newInstance(arguments);
  }

  void start() {
    swapper.start();
  }

  /** Holds all still, with all there. */
  @Override
  public void begin() {
    swapping.lock();
  }

  @Override
  public void end() {
    swapping.unlock();
  }

  /** Why no provider comes or goes any more; {@code null} as long as they do. */
  Throwable failure() {
    return failure;
  }

  private void swap() {
    List<String> providers =
        new ArrayList<>(List.of(Container.NIO, Container.MMAP, Container.RWLOOP));
    if (!Providers.nativeStrategies().isEmpty()) {
      providers.add(Container.NATIVE);
    }
    try {
      while (!stopped) {
        swapping.lock();
        try {
          Bundle one = container.bundle(providers.get(random.nextInt(providers.size())));
          changes.incrementAndGet();
          one.stop();
          LockSupport.parkNanos(random.nextLong(LONGEST_AWAY_NANOS));
          one.start();
          changes.incrementAndGet();
        } finally {
          swapping.unlock();
        }
        LockSupport.parkNanos(random.nextLong(LONGEST_THERE_NANOS));
      }
    } catch (BundleException | RuntimeException e) {
      failure = e;
    }
  }

  @Override
  public void close() throws InterruptedException {
    stopped = true;
    swapper.join();
    container.close();
  }
}
