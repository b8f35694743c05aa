package dev.sendfile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sendfile.internal.discovery.Found;
import dev.sendfile.internal.discovery.Registered;
import dev.sendfile.internal.framework.Registry;
import dev.sendfile.internal.settings.Defaults;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Strategies come and go all the time, while many threads transfer by them. */
class ComingAndGoingTest {

  private static final int THREADS = 3;
  private static final int ROUNDS = 200;

  private final Registry registry = Registry.forActivator();
  private final KeepingStrategy.Tally tally = new KeepingStrategy.Tally();
  private final KeepingStrategy one = new KeepingStrategy("one", tally);
  private final KeepingStrategy other = new KeepingStrategy("other", tally);
  private final byte[] content = new byte[500];
  private final AtomicBoolean done = new AtomicBoolean();

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void deploy() throws IOException {
    new Random(7).nextBytes(content);
    file = Files.write(folder.resolve("content"), content);
    publish(one, other);
  }

  @AfterEach
  void stop() {
    registry.close();
  }

  private void publish(KeepingStrategy... strategies) {
    List<Registered> found = List.of(strategies).stream().map(it -> Registered.of(it, 0)).toList();
    registry.publish(new Found(found, List.of()), null, Defaults.NONE);
  }

  /** As the framework tells of it: what is left first, then that something went. */
  private void swapUntilDone() {
    while (!done.get()) {
      publish(one);
      registry.holders().letGo(other.getClass().getClassLoader());
      publish(one, other);
      publish(other);
      registry.holders().letGo(one.getClass().getClassLoader());
      publish(one, other);
    }
  }

  @Test
  void everyTransferIsWholeAndAllThatWasKeptIsClosedOnce() throws Exception {
    Sendfile sendfile = Sendfile.builder().build();
    CompletableFuture<Void> swapping = start(this::swapUntilDone);
    try (FileSource prepared = FileSource.builder(file).checkEvery(Duration.ofDays(1)).open()) {
      List<CompletableFuture<Void>> sending = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        sending.add(start(() -> send(sendfile, prepared)));
      }
      for (CompletableFuture<Void> each : sending) {
        each.get(1, TimeUnit.MINUTES);
      }
    } finally {
      done.set(true);
      swapping.get(1, TimeUnit.MINUTES);
    }
    assertThat(tally.made).hasPositiveValue();
    assertThat(tally.closed).hasValue(tally.made.get());
  }

  private void send(Sendfile sendfile, FileSource prepared) {
    for (int i = 0; i < ROUNDS; i++) {
      send(sendfile, TransferRequest.from(prepared));
      send(sendfile, TransferRequest.from(new ByteArrayInputStream(content)));
    }
  }

  private void send(Sendfile sendfile, TransferSource source) {
    ByteArrayOutputStream received = new ByteArrayOutputStream();
    try {
      sendfile.transfer(source.to(Channels.newChannel(received)));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    assertThat(received.toByteArray()).isEqualTo(content);
  }

  private static CompletableFuture<Void> start(Runnable task) {
    return CompletableFuture.runAsync(task, it -> new Thread(it).start());
  }
}
