package dev.sendfile.tck;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.sendfile.Sendfile;
import dev.sendfile.TransferRequest;
import dev.sendfile.TransferSource;
import dev.sendfile.tck.fixture.Content;
import dev.sendfile.tck.fixture.Line;
import dev.sendfile.tck.fixture.Receiver;
import dev.sendfile.tck.fixture.Task;
import dev.sendfile.tck.fixture.Timing;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One strategy, and many transfers at the same time. */
public interface SharingContract extends Sends {

  /**
   * Four transfers of one channel, all of them opened before the first one moves a byte; of one
   * file, where the strategy leaves alone what others may share.
   *
   * @param it the strategy, and where it sends
   * @param folder for the file
   * @throws Exception if a transfer fails
   */
  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("sends")
  @Keeps(Promise.SAFE_TO_SHARE)
  default void transfersAtTheSameTimeDoNotMix(SendCase it, @TempDir Path folder) throws Exception {
    int threads = 4;
    int part = 70_001;
    byte[] content = Content.bytes(threads * part);
    Path file = Files.write(folder.resolve("file"), content);
    CyclicBarrier all = new CyclicBarrier(threads);
    it.witness()
        .beforeStep(1, () -> all.await(Timing.patience().toMillis(), TimeUnit.MILLISECONDS));
    Sendfile sendfile = it.sendfile();
    try (FileChannel channel = FileChannel.open(file)) {
      TransferSource from = TransferRequest.from(channel);
      try (Line line = it.target().open()) {
        if (sendfile.explain(line.to(from)).chosen().isEmpty()) {
          from = TransferRequest.from(file);
        }
      }
      TransferSource shared = from;
      List<Task<byte[]>> tasks = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        byte[] header = {(byte) i};
        long offset = (long) i * part;
        tasks.add(
            it.thread()
                .start(
                    () -> {
                      try (Line line = it.target().open();
                          Receiver receiver = Receiver.eager(line)) {
                        TransferRequest request =
                            line.to(shared).range(offset, part).header(ByteBuffer.wrap(header));
                        sendfile.transfer(request);
                        line.finish();
                        return receiver.awaitEnd();
                      }
                    }));
      }
      for (int i = 0; i < threads; i++) {
        byte[] sent = Arrays.copyOfRange(content, i * part, (i + 1) * part);
        assertArrayEquals(Content.join(new byte[] {(byte) i}, sent), tasks.get(i).await());
      }
    }
  }
}
