package dev.sendfile.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sendfile.tck.fixture.Task;
import dev.sendfile.tck.fixture.ThreadKind;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Of a transfer and its peer it is the transfer's end that is told. */
class TaskTest {

  private static final IOException OF_THE_PEER = new IOException("Broken pipe");

  private static void fail() throws IOException {
    throw OF_THE_PEER;
  }

  @Test
  void whereItsPeerFailsWhatEndedItIsToldAndTheOtherKept() {
    IOException ended = new IOException("gave no byte for 0.9s");
    Task<Void> task =
        ThreadKind.PLATFORM.start(
            () -> {
              throw ended;
            });
    assertThatThrownBy(() -> task.meanwhile(TaskTest::fail))
        .isSameAs(ended)
        .hasSuppressedException(OF_THE_PEER);
  }

  @Test
  void whereItEndedWellThePeerIsToBlame() {
    Task<Integer> task = ThreadKind.PLATFORM.start(() -> 1);
    assertThatThrownBy(() -> task.meanwhile(TaskTest::fail)).isSameAs(OF_THE_PEER);
  }

  @Test
  void whereThePeerIsFineNobodyWaits() throws Exception {
    Task<Object> task =
        ThreadKind.PLATFORM.start(
            () -> {
              synchronized (OF_THE_PEER) {
                OF_THE_PEER.wait(); // for ever: the thread is a daemon
              }
              return 0;
            });
    task.meanwhile(() -> {});
    assertThat(task.isDone()).isFalse();
  }
}
