package dev.sendfile.itests.soak;

import dev.sendfile.TargetOption;
import dev.sendfile.TransferRequest;
import dev.sendfile.TransferSource;
import dev.sendfile.tck.fixture.FileTargetKind;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.channels.SelectableChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Executor;
import java.util.stream.Stream;

/** A file, with something in it before, or none yet. */
final class FileDestination implements Destination {

  private static final int MOST_BEFORE = 3_000;

  private final FileTargetKind kind;
  private final boolean replaces;
  private final Path file;
  private final byte[] before;
  private final FileTargetKind.Opened opened;
  private int mayBeZerosFrom = Integer.MAX_VALUE;

  FileDestination(Choices choices, Ground ground, SplittableRandom random) throws IOException {
    kind = choices.written;
    replaces = kind.isNamed() && choices.replace;
    file = ground.folder(choices.number).resolve("target.bin");
    int size = FileTargetKind.BEGIN + random.nextInt(MOST_BEFORE);
    boolean exists = random.nextBoolean() || !kind.isNamed();
    before = exists ? ground.pattern().copy(new Pattern.Part(0, size)) : new byte[0];
    if (exists) {
      Files.write(file, before);
    }
    opened = kind.open(file);
  }

  @Override
  public TransferRequest to(TransferSource source) {
    TransferRequest request = opened.request(source);
    return replaces ? request.targetOptions(TargetOption.REPLACE_ATOMICALLY) : request;
  }

  @Override
  public SelectableChannel selectable() {
    return null;
  }

  @Override
  public void begin(Expected expected, Peer peer, Executor on) {}

  @Override
  public void closeTarget() throws IOException {
    opened.close();
  }

  @Override
  public void mayBeZerosFrom(int position) {
    mayBeZerosFrom = position;
  }

  @Override
  public void check(Choices choices, Expected expected, Account account, Complaints complaints)
      throws IOException {
    byte[] after = Files.exists(file) ? read(file) : new byte[0];
    checkBytes(expected, account, after, complaints);
    checkPosition(choices, account, complaints);
    try (Stream<Path> files = Files.list(file.getParent())) {
      List<String> names = files.map(it -> it.getFileName().toString()).sorted().toList();
      complaints.require(
          List.of("source.bin", "target.bin").containsAll(names), "files are left: %s", names);
    }
  }

  /** By a stream: a channel would leave a direct buffer of that size with the thread. */
  private static byte[] read(Path file) throws IOException {
    try (FileInputStream stream = new FileInputStream(file.toFile())) {
      return stream.readAllBytes();
    }
  }

  private void checkBytes(Expected expected, Account account, byte[] after, Complaints complaints) {
    boolean untouched = Arrays.equals(before, after);
    if (!account.completed() && (replaces || (account.least() == 0 && untouched))) {
      complaints.require(untouched, "the target was changed by a transfer that failed");
      return;
    }
    int begin = kind.isNamed() ? 0 : FileTargetKind.BEGIN;
    int emptied = kind == FileTargetKind.FILE_OUTPUT_STREAM ? begin : before.length;
    int left = kind.isNamed() ? 0 : emptied;
    int least = (int) account.least();
    int most = (int) account.most();
    complaints.require(
        after.length >= Math.max(left, begin + least)
            && after.length <= Math.max(left, begin + most),
        "the target has %d bytes, of %d before",
        after.length,
        left);
    if (after.length >= begin + least) {
      int odd = expected.mismatch(after, begin, least, 0);
      boolean right =
          odd < 0
              || (odd >= mayBeZerosFrom
                  && expected.matchesOrZeros(
                      Arrays.copyOfRange(after, begin + odd, begin + least), odd));
      complaints.require(right, "byte %d in the target is not the one that was sent", odd);
    }
    complaints.require(Arrays.equals(before, 0, begin, after, 0, begin), "the begin was changed");
    int rest = Math.min(left, after.length);
    complaints.require(
        begin + most >= rest
            || Arrays.equals(before, begin + most, rest, after, begin + most, rest),
        "what follows in the target was changed");
  }

  private void checkPosition(Choices choices, Account account, Complaints complaints)
      throws IOException {
    boolean mayBeClosed = choices.fault == Fault.TARGET_CLOSED; // even now
    if (opened.channel() == null || mayBeClosed) {
      return;
    }
    if (!opened.channel().isOpen()) {
      complaints.require(!account.completed(), "the target was closed");
    } else if (account.exact()) {
      complaints.require(
          opened.standsAfter(account.least()),
          "the target stands at %d",
          opened.channel().position());
    }
  }

  @Override
  public void close() throws IOException {
    opened.close();
  }
}
