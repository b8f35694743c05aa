package dev.sendfile.internal.buffer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sendfile.spi.Lease;
import dev.sendfile.spi.Memory;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is lent, and what is kept. */
class BufferCacheTest {

  private final BufferCache cache = new BufferCache();

  @Test
  void theBufferIsAsLargeAsAskedForAndOfTheMemoryAskedFor() {
    for (int size : new int[] {1, 4095, 4096, 4097, 65_536, 65_537, 1 << 20, 16 << 20}) {
      for (Memory memory : Memory.values()) {
        try (Lease lease = cache.lease(size, memory)) {
          assertThat(lease.buffer().position()).isZero();
          assertThat(lease.buffer().limit()).isEqualTo(size);
          assertThat(lease.buffer().isDirect()).isEqualTo(memory == Memory.DIRECT);
          assertThat(lease.buffer().hasArray()).isEqualTo(memory == Memory.HEAP);
        }
      }
    }
  }

  @Test
  void aBufferThatCameBackIsLentAgain() {
    ByteBuffer first;
    try (Lease lease = cache.lease(10_000, Memory.DIRECT)) {
      first = lease.buffer();
    }
    try (Lease lease = cache.lease(9_000, Memory.DIRECT)) {
      assertThat(lease.buffer()).isSameAs(first);
    }
  }

  @Test
  void twoLeasesNeverShareABuffer() {
    try (Lease one = cache.lease(4096, Memory.DIRECT);
        Lease two = cache.lease(4096, Memory.DIRECT)) {
      assertThat(one.buffer()).isNotSameAs(two.buffer());
    }
  }

  @Test
  void everybodyGetsOneAndTheBoundIsOnWhatIsKept() {
    int size = 1 << 20;
    int count = 40; // 40 MiB lent at once, 16 kept
    List<Lease> leases = new ArrayList<>();
    List<ByteBuffer> lent = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Lease lease = cache.lease(size, Memory.HEAP);
      leases.add(lease);
      lent.add(lease.buffer());
    }
    leases.forEach(Lease::close);

    int kept = 0;
    for (int i = 0; i < count; i++) {
      ByteBuffer again = cache.lease(size, Memory.HEAP).buffer();
      kept += lent.stream().anyMatch(it -> it == again) ? 1 : 0;
    }
    assertThat(kept).isEqualTo((int) (BufferCache.BOUND / size));
  }

  @Test
  void aLeaseGivenBackIsNoLongerUsable() {
    Lease lease = cache.lease(1, Memory.HEAP);
    lease.close();

    assertThatThrownBy(lease::buffer).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aSizeOutOfRangeIsRefusedByName() {
    assertThatThrownBy(() -> cache.lease(0, Memory.HEAP)).hasMessageContaining("lease of 0 bytes");
    assertThatThrownBy(() -> cache.lease((16 << 20) + 1, Memory.HEAP))
        .hasMessageContaining("16777217");
  }
}
