package dev.sendfile.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.sendfile.Sendfile;
import dev.sendfile.TransferRequest;
import dev.sendfile.tck.fixture.Content;
import dev.sendfile.tck.fixture.Feed;
import dev.sendfile.tck.fixture.FeedKind;
import dev.sendfile.tck.fixture.Line;
import dev.sendfile.tck.fixture.Receiver;
import dev.sendfile.tck.fixture.TargetKind;
import dev.sendfile.tck.fixture.Task;
import dev.sendfile.tck.fixture.ThreadKind;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Many clients at once, each with files of its own. */
class ManyClientsIT {

  private static final String THREADS = "dev.sendfile.tck.fixture.ThreadKind#available";
  private static final int CLIENTS = 32;
  private static final int FILES = 8;

  @TempDir Path folder;

  /** From a few bytes to a few hundred thousand, no two alike. */
  private static int size(int client, int number) {
    return 1 + client * 97 + number * number * 4_001;
  }

  @ParameterizedTest
  @MethodSource(THREADS)
  void manyClientsAreSentTheirOwnFiles(ThreadKind thread) throws Exception {
    List<Task<byte[]>> tasks = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      int client = i;
      List<Path> files = new ArrayList<>();
      for (int number = 0; number < FILES; number++) {
        files.add(Content.file(folder, size(client, number)));
      }
      TargetKind kind = TargetKind.values()[client % TargetKind.values().length];
      tasks.add(
          thread.start(
              () -> {
                try (Line line = kind.open();
                    Receiver receiver = Receiver.eager(line)) {
                  for (Path file : files) {
                    Sendfile.getDefault().transfer(line.to(TransferRequest.from(file)));
                  }
                  line.finish();
                  return receiver.awaitEnd();
                }
              }));
    }
    for (int client = 0; client < CLIENTS; client++) {
      assertArrayEquals(expected(client), tasks.get(client).await());
    }
  }

  @ParameterizedTest
  @MethodSource(THREADS)
  void manyUploadsLandInTheirOwnFiles(ThreadKind thread) throws Exception {
    List<Task<Path>> tasks = new ArrayList<>();
    List<Feed> feeds = new ArrayList<>();
    for (int client = 0; client < CLIENTS; client++) {
      FeedKind kind = FeedKind.values()[client % FeedKind.values().length];
      Feed feed = kind.open();
      Path target = folder.resolve("upload" + client);
      feeds.add(feed);
      feed.sendAll(expected(client));
      tasks.add(
          thread.start(
              () -> {
                Sendfile.getDefault().transfer(feed.from().to(target));
                return target;
              }));
    }
    for (int client = 0; client < CLIENTS; client++) {
      assertArrayEquals(expected(client), Files.readAllBytes(tasks.get(client).await()));
      assertThat(feeds.get(client).isModeUnchanged()).isTrue();
      feeds.get(client).close();
    }
  }

  private static byte[] expected(int client) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (int number = 0; number < FILES; number++) {
      all.writeBytes(Content.bytes(size(client, number)));
    }
    return all.toByteArray();
  }
}
