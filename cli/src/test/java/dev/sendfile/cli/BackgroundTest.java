package dev.sendfile.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class BackgroundTest {

  private final CountDownLatch closed = new CountDownLatch(1);

  private Background dyingOf(Throwable e) {
    return Background.start(
        "dying",
        () -> {
          if (e instanceof Error error) {
            throw error;
          }
          throw (Exception) e;
        },
        closed::countDown);
  }

  @Test
  void closesTheEndsThatNobodyServesAnyMore() throws Exception {
    dyingOf(new OutOfMemoryError("no more"));
    assertThat(closed.await(1, TimeUnit.MINUTES)).isTrue();
  }

  @Test
  void anErrorIsThrownAsItIs() {
    OutOfMemoryError error = new OutOfMemoryError("no more");
    assertThatThrownBy(dyingOf(error)::await).isSameAs(error);
  }

  @Test
  void anExceptionIsThatOfTheOtherSide() {
    assertThatThrownBy(dyingOf(new IllegalStateException("broken"))::await)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("the other side failed: ")
        .hasMessageContaining("broken");
  }

  @Test
  void isBlamedForWhatItsEndDidToTheTransfer() throws Exception {
    OutOfMemoryError error = new OutOfMemoryError("no more");
    IOException consequence = new IOException("Broken pipe");
    Background dying = dyingOf(error);
    assertThat(closed.await(1, TimeUnit.MINUTES)).isTrue();
    assertThatThrownBy(() -> dying.blameFor(consequence)).isSameAs(error);
    assertThat(error.getSuppressed()).containsExactly(consequence);
  }

  @Test
  void isNotBlamedWhereItIsWell() throws Exception {
    Background well = Background.start("well", () -> 7L, closed::countDown);
    assertThat(well.await()).isEqualTo(7);
    well.blameFor(new IOException("Broken pipe"));
    assertThat(closed.getCount()).as("ends left open").isEqualTo(1);
  }
}
