package dev.sendfile.tck;

import dev.sendfile.spi.EndKind;
import dev.sendfile.spi.Keep;
import dev.sendfile.spi.Memory;
import dev.sendfile.spi.Source;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** A source that remembers what a strategy took from it. */
final class WatchedSource implements Source {

  private final Source source;
  private final Scene scene;
  private final Taken taken = new Taken();
  private boolean direct;
  private boolean everEnded;
  private int empty;
  private boolean ended;
  private @Nullable IOException failure;

  WatchedSource(Source source, Scene scene) {
    this.source = source;
    this.scene = scene;
  }

  // ---- what was seen

  /** Forgets what belongs to one step. */
  void beginStep() {
    ended = false;
    failure = null;
    empty = 0;
  }

  /** Whether the strategy has what is behind this end, and may read without being seen. */
  boolean direct() {
    return direct;
  }

  /** Whether the last read of this step said so. */
  boolean ended() {
    return ended;
  }

  /** Whether any read has said so. */
  boolean everEnded() {
    return everEnded;
  }

  /** What a read of this step threw. */
  @Nullable IOException failure() {
    return failure;
  }

  /** What was read, and neither accepted nor handed over; of a sequential source. */
  Taken taken() {
    return taken;
  }

  /** What is behind it, without being seen. */
  Source unwatched() {
    return source;
  }

  // ---- what the strategy sees

  @Override
  public int read(ByteBuffer into, long position) throws IOException {
    if (!scene.mayTransfer("Source.read")) {
      return 0;
    }
    int from = into.position();
    int n;
    try {
      n = source.read(into, position);
    } catch (IOException e) {
      failure = e;
      throw e;
    }
    ended = n < 0;
    everEnded |= ended;
    if (n > 0 && !positional()) {
      taken.add(into, from, into.position());
    }
    if (n == 0 && into.hasRemaining()) {
      empty++;
      if (empty == WatchedTarget.RETRIES) {
        scene.note(Promise.NEVER_SPINS, "it read " + empty + " times from a source that was dry");
      }
    }
    return n;
  }

  @Override
  public <T> @Nullable T as(Class<T> type) {
    T found = source.as(type);
    direct |= found != null && !(found instanceof BasicFileAttributes);
    return found;
  }

  @Override
  public boolean positional() {
    return source.positional();
  }

  @Override
  public long size() throws IOException {
    return source.size();
  }

  @Override
  public EndKind kind() {
    return source.kind();
  }

  @Override
  public boolean isOpen() {
    return source.isOpen();
  }

  @Override
  public boolean owned() {
    return source.owned();
  }

  @Override
  public boolean blocking() {
    return source.blocking();
  }

  @Override
  public Memory memory() {
    return source.memory();
  }

  @Override
  public @Nullable Keep keep() {
    return source.keep();
  }
}
