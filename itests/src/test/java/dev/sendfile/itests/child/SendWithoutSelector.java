package dev.sendfile.itests.child;

import dev.sendfile.FileSource;
import dev.sendfile.Sendfile;
import dev.sendfile.TransferRequest;
import dev.sendfile.TransferResult;
import dev.sendfile.tck.fixture.Content;
import dev.sendfile.tck.fixture.Line;
import dev.sendfile.tck.fixture.Receiver;
import dev.sendfile.tck.fixture.TargetKind;
import dev.sendfile.tck.fixture.Task;
import dev.sendfile.tck.fixture.ThreadKind;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.Selector;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;

/**
 * Sends a file to a non-blocking target that is full, while this process can open no file any more,
 * and so no selector. Prints what it came to.
 */
public final class SendWithoutSelector implements AutoCloseable {

  private static final int SIZE = 8 << 20;
  private static final int STALLS_AFTER = 1 << 20;

  private final Path file;
  private final FileSource source;
  private final List<FileChannel> taken = new ArrayList<>();

  private SendWithoutSelector() throws Exception {
    file = Content.file(Files.createTempDirectory("selector"), SIZE);
    source = FileSource.open(file);
  }

  public static void main(String[] args) throws Exception {
    try (SendWithoutSelector sending = new SendWithoutSelector()) {
      sending.send(false); // whatever has to be loaded is loaded by now
      System.out.println(sending.send(true));
    }
  }

  private String send(boolean withoutFiles) throws Exception {
    try (Line line = TargetKind.TCP_NON_BLOCKING.openNarrow();
        Receiver receiver = Receiver.stallingAfter(line, STALLS_AFTER)) {
      if (withoutFiles) {
        takeFiles();
      }
      CompletableFuture<Thread> sender = new CompletableFuture<>();
      Task<TransferResult> task =
          ThreadKind.PLATFORM.start(
              () -> {
                sender.complete(Thread.currentThread());
                return Sendfile.getDefault().transfer(line.to(TransferRequest.from(source)));
              });
      receiver.awaitCount(STALLS_AFTER);
      awaitCall(sender.get(), withoutFiles ? "backOff" : "select");
      boolean selector = canOpenSelector();
      receiver.release();
      TransferResult result = task.await();
      giveFilesBack();
      line.finish();
      boolean complete = Arrays.equals(receiver.awaitEnd(), Content.bytes(SIZE));
      return result.bytes()
          + (complete ? " complete" : " wrong")
          + (selector ? ", with a selector" : ", without a selector");
    }
  }

  private static void awaitCall(Thread thread, String method) {
    while (Arrays.stream(thread.getStackTrace())
        .noneMatch(it -> it.getMethodName().equals(method))) {
      LockSupport.parkNanos(1_000_000);
    }
  }

  private void takeFiles() {
    try {
      while (true) {
        taken.add(FileChannel.open(file));
      }
    } catch (IOException e) {
      // there are none left
    }
  }

  private void giveFilesBack() throws IOException {
    for (FileChannel each : taken) {
      each.close();
    }
    taken.clear();
  }

  private static boolean canOpenSelector() {
    try (Selector opened = Selector.open()) {
      return opened.isOpen();
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    source.close();
    Files.delete(file);
    Files.delete(file.getParent());
  }
}
