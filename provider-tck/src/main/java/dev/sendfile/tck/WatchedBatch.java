package dev.sendfile.tck;

import dev.sendfile.spi.Batch;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** A batch that is good for one step. */
final class WatchedBatch implements Batch {

  /** What a header holds once its step is over: whoever sends that has kept it. */
  private static final byte POISON = (byte) 0xEE;

  private final Batch batch;
  private final Scene scene;
  private final ByteBuffer header;
  private volatile boolean over;

  WatchedBatch(Batch batch, Scene scene) {
    this.batch = batch;
    this.scene = scene;
    ByteBuffer left = batch.header();
    this.header = left.isDirect() ? left : ByteBuffer.allocate(left.remaining()).put(left).flip();
  }

  /** The step is over. */
  void end() {
    over = true;
    if (!header.isDirect()) {
      byte[] poison = new byte[header.limit()];
      Arrays.fill(poison, POISON);
      header.duplicate().rewind().put(poison);
    }
  }

  private void check() {
    if (over) {
      scene.note(Promise.BATCH_NOT_KEPT, "it used the batch of a step that was over");
    }
  }

  @Override
  public ByteBuffer header() {
    check();
    return header.duplicate();
  }

  @Override
  public long position() {
    check();
    return batch.position();
  }

  @Override
  public long targetPosition() {
    check();
    return batch.targetPosition();
  }

  @Override
  public long max() {
    check();
    return batch.max();
  }

  @Override
  public boolean more() {
    check();
    return batch.more();
  }

  @Override
  public boolean allOrNothing() {
    check();
    return batch.allOrNothing();
  }
}
