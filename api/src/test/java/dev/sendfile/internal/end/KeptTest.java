package dev.sendfile.internal.end;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class KeptTest {

  private final AtomicInteger made = new AtomicInteger();
  private final AtomicInteger closed = new AtomicInteger();
  private final Kept kept = new Kept(true);

  private final class Thing implements AutoCloseable {

    Thing() {
      made.incrementAndGet();
    }

    @Override
    public void close() {
      closed.incrementAndGet();
    }
  }

  @Test
  void aThingIsMadeOnceAndClosedByTheLastWhoUsesIt() {
    assertThat(kept.retain()).isTrue();
    assertThat(kept.get(Thing.class, Thing::new)).isSameAs(kept.get(Thing.class, Thing::new));
    kept.close();
    kept.close();
    assertThat(closed).as("a transfer still uses it").hasValue(0);
    assertThat(kept.release()).isTrue();
    assertThat(made).hasValue(1);
    assertThat(closed).hasValue(1);
  }

  @Test
  void whoComesTooLateGetsNothingThatNobodyWouldClose() {
    kept.close();
    assertThat(kept.retain()).isFalse();
    assertThat(kept.get(Thing.class, Thing::new)).isNull();
    assertThat(made).hasValue(0);
  }

  @Test
  void whatCannotBeMadeIsNotTriedAgain() {
    for (int i = 0; i < 2; i++) {
      Thing thing =
          kept.get(
              Thing.class,
              () -> {
                made.incrementAndGet();
                throw new IOException("no");
              });
      assertThat(thing).isNull();
    }
    assertThat(made).hasValue(1);
  }

  /** The classes that closing needs may have gone with their bundle. */
  @Test
  void whatCannotBeClosedKeepsNothingElseFromBeingClosed() {
    AutoCloseable broken =
        () -> {
          throw new NoClassDefFoundError("gone");
        };
    kept.get(AutoCloseable.class, () -> broken);
    kept.get(Thing.class, Thing::new);
    kept.close();
    assertThat(closed).hasValue(1);
  }
}
