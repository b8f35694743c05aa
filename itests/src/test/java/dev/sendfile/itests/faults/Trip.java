package dev.sendfile.itests.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.sendfile.TransferException;
import dev.sendfile.TransferRequest;
import dev.sendfile.tck.fixture.Content;
import dev.sendfile.tck.fixture.Feed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * A transfer that is about to be made, and all that can be seen of it afterwards.
 *
 * @param request what is to be moved
 * @param content what must arrive
 * @param arrival ends the target and tells what has arrived
 * @param files what is read, if it is a file, then what is written, if it is one
 * @param feed the source, if it is none that can be read again
 * @param ends what is closed in the end, in order
 */
public record Trip(
    TransferRequest request,
    byte[] content,
    Callable<byte[]> arrival,
    List<Path> files,
    Feed feed,
    List<? extends AutoCloseable> ends)
    implements AutoCloseable {

  /** Checks that every byte has arrived, once and in order. */
  public void checkComplete() throws Exception {
    assertArrayEquals(content, arrival.call());
  }

  /** Checks that as much has arrived as the exception tells, and that the rest is not lost. */
  public void checkAccount(TransferException failure) throws Exception {
    byte[] known = checkArrived(failure);
    if (feed != null) {
      byte[] left = feed.readRest(content.length - known.length);
      assertArrayEquals(content, Content.join(known, left));
    }
  }

  /** Checks the same of what had been taken from the source; returns that. */
  byte[] checkArrived(TransferException failure) throws Exception {
    byte[] arrived = arrival.call();
    assertThat((long) arrived.length)
        .as(failure.getMessage())
        .isBetween(failure.bytesTransferred(), failure.bytesTransferredAtMost());
    byte[] taken = new byte[failure.undelivered().remaining()];
    failure.undelivered().get(taken);
    byte[] known = Content.join(arrived, taken);
    assertArrayEquals(Arrays.copyOf(content, known.length), known);
    return known;
  }

  @Override
  public void close() throws Exception {
    for (AutoCloseable end : ends) {
      end.close();
    }
    for (Path file : files) {
      Files.delete(file);
    }
  }
}
