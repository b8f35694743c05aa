package dev.sendfile.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.sendfile.Sendfile;
import dev.sendfile.TransferRequest;
import dev.sendfile.tck.fixture.Content;
import dev.sendfile.tck.fixture.Line;
import dev.sendfile.tck.fixture.Receiver;
import dev.sendfile.tck.fixture.Task;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One instance and one open file serve many threads at once. */
class SharingIT {

  private static final String CASES = "dev.sendfile.itests.Case#withChannels";
  private static final int THREADS = 8;
  private static final int PART = 150_001;

  @TempDir Path folder;

  @ParameterizedTest
  @MethodSource(CASES)
  void eightThreadsSendDifferentRangesOfOneChannel(Case it) throws Exception {
    byte[] content = Content.bytes(THREADS * PART);
    Sendfile sendfile = it.sendfile();
    try (FileChannel channel = FileChannel.open(Content.file(folder, content.length))) {
      channel.position(17);
      List<Task<byte[]>> tasks = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        long offset = (long) i * PART;
        tasks.add(
            it.thread()
                .start(
                    () -> {
                      try (Line line = it.target().open();
                          Receiver receiver = Receiver.eager(line)) {
                        for (int round = 0; round < 2; round++) {
                          sendfile.transfer(
                              line.to(TransferRequest.from(channel)).range(offset, PART));
                        }
                        line.finish();
                        return receiver.awaitEnd();
                      }
                    }));
      }
      for (int i = 0; i < THREADS; i++) {
        byte[] part = Arrays.copyOfRange(content, i * PART, (i + 1) * PART);
        assertArrayEquals(Content.join(part, part), tasks.get(i).await());
      }
      assertThat(channel.position()).isEqualTo(17);
      assertThat(channel.isOpen()).isTrue();
    }
  }

  @Test
  void variationsLeaveTheInstanceAsItWas() throws Exception {
    Sendfile original = Sendfile.getDefault();
    original.withForce("rwloop").withChunkSize(1).withWriteTimeout(Duration.ofMillis(1));
    Case it = Case.onPlatformThreads().get(0);
    try (Line line = it.target().open();
        Receiver receiver = Receiver.eager(line)) {
      TransferRequest request = line.to(TransferRequest.from(Content.file(folder, 300_000)));
      request.range(1, 1).header(java.nio.ByteBuffer.allocate(7));
      assertThat(original.explain(request).forced()).isEmpty();
      assertThat(original.transfer(request).bytes()).isEqualTo(300_000);
      receiver.awaitCount(300_000);
    }
  }
}
