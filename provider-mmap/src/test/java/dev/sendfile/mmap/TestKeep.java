package dev.sendfile.mmap;

import dev.sendfile.spi.Keep;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.atomic.AtomicInteger;

/** Keeps one thing, or nothing. */
final class TestKeep implements Keep, AutoCloseable {

  private final boolean mapping;
  private final boolean fails;
  private final AtomicInteger made = new AtomicInteger();
  private AutoCloseable kept;

  private TestKeep(boolean mapping, boolean fails) {
    this.mapping = mapping;
    this.fails = fails;
  }

  static TestKeep ofMappings() {
    return new TestKeep(true, false);
  }

  static TestKeep ofNoMapping() {
    return new TestKeep(false, false);
  }

  /** One in which nothing can be made. */
  static TestKeep failing() {
    return new TestKeep(true, true);
  }

  int made() {
    return made.get();
  }

  @Override
  public boolean mapping() {
    return mapping;
  }

  @Override
  public synchronized <T extends AutoCloseable> T get(Class<T> type, Maker<T> maker) {
    if (fails) {
      return null;
    }
    if (kept == null) {
      try {
        kept = maker.make();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      made.incrementAndGet();
    }
    return type.cast(kept);
  }

  @Override
  public void close() throws Exception {
    if (kept != null) {
      kept.close();
    }
  }
}
