package dev.sendfile.itests.nativecalls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.sendfile.TransferException;
import dev.sendfile.TransferRequest;
import dev.sendfile.tck.fixture.Content;
import dev.sendfile.tck.fixture.Feed;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * A transfer that is about to be made, and all that can be seen of it afterwards.
 *
 * @param request what is to be moved
 * @param content what must arrive
 * @param arrival ends the target and tells what has arrived
 * @param feed the source, if it is none that can be read again
 * @param ends what is closed in the end, in order
 */
record Trip(
    TransferRequest request,
    byte[] content,
    Callable<byte[]> arrival,
    Feed feed,
    List<? extends AutoCloseable> ends)
    implements AutoCloseable {

  /** Checks that every byte has arrived, once and in order. */
  void checkComplete() throws Exception {
    assertArrayEquals(content, arrival.call());
  }

  /** Checks that as much has arrived as the exception tells, and that the rest is not lost. */
  void checkAccount(TransferException failure) throws Exception {
    byte[] arrived = arrival.call();
    assertThat((long) arrived.length)
        .as(failure.getMessage())
        .isBetween(failure.bytesTransferred(), failure.bytesTransferredAtMost());
    assertArrayEquals(Arrays.copyOf(content, arrived.length), arrived);
    if (feed != null) {
      byte[] taken = new byte[failure.undelivered().remaining()];
      failure.undelivered().get(taken);
      byte[] left = feed.readRest(content.length - arrived.length - taken.length);
      assertArrayEquals(content, Content.join(arrived, taken, left));
    }
  }

  @Override
  public void close() throws Exception {
    for (AutoCloseable end : ends) {
      end.close();
    }
  }
}
