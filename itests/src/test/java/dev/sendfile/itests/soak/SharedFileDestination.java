package dev.sendfile.itests.soak;

import dev.sendfile.TransferRequest;
import dev.sendfile.TransferSource;
import java.io.IOException;
import java.nio.channels.SelectableChannel;
import java.util.Arrays;
import java.util.concurrent.Executor;

/** A part of a file that other transfers write other parts of, through the same channel. */
final class SharedFileDestination implements Destination {

  private final Slots slots;
  private final Slots.Slot slot;
  private final int most;
  private int mayBeZerosFrom = Integer.MAX_VALUE;
  private boolean closed;

  SharedFileDestination(Choices choices, Ground ground) {
    slots = ground.slots();
    slot = slots.take();
    most = choices.total();
  }

  @Override
  public TransferRequest to(TransferSource source) {
    return source.to(slots.channel()).targetOffset(slot.begin());
  }

  @Override
  public SelectableChannel selectable() {
    return null;
  }

  @Override
  public void begin(Expected expected, Peer peer, Executor on) {}

  @Override
  public void closeTarget() {}

  @Override
  public void mayBeZerosFrom(int position) {
    mayBeZerosFrom = position;
  }

  @Override
  public void check(Choices choices, Expected expected, Account account, Complaints complaints)
      throws IOException {
    if (!slots.channel().isOpen()) {
      complaints.add("the channel that others write to was closed");
      return;
    }
    byte[] bytes = slot.read(most);
    int least = (int) account.least();
    int odd = expected.mismatch(bytes, 0, least, 0);
    boolean right =
        odd < 0
            || (odd >= mayBeZerosFrom
                && expected.matchesOrZeros(Arrays.copyOfRange(bytes, odd, least), odd));
    complaints.require(right, "byte %d in the target is not the one that was sent", odd);
    for (int i = (int) account.most(); i < bytes.length; i++) {
      if (bytes[i] != 0) {
        complaints.add("byte %d behind what was sent was changed", i);
        return;
      }
    }
  }

  @Override
  public void close() throws IOException {
    if (!closed) {
      closed = true;
      slot.giveBack(most);
    }
  }
}
