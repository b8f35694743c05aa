package dev.sendfile.itests.soak;

import dev.sendfile.TransferRequest;
import dev.sendfile.TransferSource;
import dev.sendfile.tck.fixture.ChoppyChannel;
import dev.sendfile.tck.fixture.ClosingChannel;
import dev.sendfile.tck.fixture.MemoryChannel;
import dev.sendfile.tck.fixture.OneByteChannel;
import dev.sendfile.tck.fixture.ThrowingChannel;
import java.io.ByteArrayOutputStream;
import java.nio.channels.SelectableChannel;
import java.nio.channels.WritableByteChannel;
import java.util.SplittableRandom;
import java.util.concurrent.Executor;

/** Memory behind channels and streams that behave oddly. */
final class MemoryDestination implements Destination {

  private final MemoryChannel memory = new MemoryChannel();
  private final ByteArrayOutputStream stream = new ByteArrayOutputStream();
  private final boolean streams;
  private final WritableByteChannel channel;

  MemoryDestination(Choices choices, SplittableRandom random) {
    streams = choices.memory == Choices.MemoryKind.STREAM;
    WritableByteChannel odd =
        switch (choices.memory) {
          case CHANNEL, STREAM -> memory;
          case CHOPPY -> {
            int most = 1 + random.nextInt(1 << (1 + random.nextInt(17)));
            yield new ChoppyChannel(
                memory, choices.seed, Math.max(most, choices.total() / 100 + 1));
          }
          case ONE_BYTE -> new OneByteChannel(memory);
        };
    int limit = (int) (choices.when * choices.total());
    channel =
        switch (choices.fault) {
          case TARGET_THROWS -> new ThrowingChannel(odd, limit);
          case TARGET_CLOSES_ITSELF -> new ClosingChannel(odd, limit + 1, null);
          default -> odd;
        };
  }

  @Override
  public TransferRequest to(TransferSource source) {
    return streams ? source.to(stream) : source.to(channel);
  }

  @Override
  public SelectableChannel selectable() {
    return null;
  }

  @Override
  public void begin(Expected expected, Peer peer, Executor on) {}

  @Override
  public void closeTarget() {}

  /** Nobody but the JVM writes here, from what it has read. */
  @Override
  public void mayBeZerosFrom(int position) {}

  @Override
  public void check(Choices choices, Expected expected, Account account, Complaints complaints) {
    byte[] bytes = streams ? stream.toByteArray() : memory.bytes();
    complaints.require(
        bytes.length >= account.least() && bytes.length <= account.most(),
        "the target has %d bytes",
        bytes.length);
    int odd = expected.mismatch(bytes, 0, bytes.length, 0);
    complaints.require(odd < 0, "byte %d in the target is not the one that was sent", odd);
  }

  @Override
  public void close() {}
}
