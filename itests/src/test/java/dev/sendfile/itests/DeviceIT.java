package dev.sendfile.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sendfile.RangeException;
import dev.sendfile.Sendfile;
import dev.sendfile.StrategyInfo;
import dev.sendfile.TargetOption;
import dev.sendfile.TransferException;
import dev.sendfile.TransferRequest;
import dev.sendfile.TransferResult;
import dev.sendfile.TransferSource;
import dev.sendfile.itests.fixture.LoopDevice;
import dev.sendfile.tck.fixture.Command;
import dev.sendfile.tck.fixture.Content;
import dev.sendfile.tck.fixture.Line;
import dev.sendfile.tck.fixture.MemoryChannel;
import dev.sendfile.tck.fixture.Receiver;
import dev.sendfile.tck.fixture.TargetKind;
import dev.sendfile.tck.fixture.ThreadKind;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What is no regular file, or is not like one: it is read at positions where it has them. */
@EnabledOnOs(OS.LINUX)
class DeviceIT {

  /** Whole sectors, and more than a socket's buffers hold: 8 MiB. */
  private static final int SIZE = 8 << 20;

  private static final byte[] CONTENT = Content.bytes(SIZE);
  private static final Path ZERO = Path.of("/dev/zero");

  @TempDir static Path folder;
  private static LoopDevice device;

  @BeforeAll
  static void makeDevice() throws Exception {
    device = LoopDevice.of(Files.write(folder.resolve("image"), CONTENT));
  }

  @AfterAll
  static void giveDeviceBack() throws Exception {
    if (device != null) {
      device.close();
    }
  }

  /** How something that was given a name in the file system is handed over. */
  enum From {
    PATH,
    FILE_CHANNEL,
    STREAM,
    DESCRIPTOR;

    TransferSource of(Path path, AutoCloseable[] opened) throws IOException {
      switch (this) {
        case PATH -> {
          return TransferRequest.from(path);
        }
        case FILE_CHANNEL -> {
          FileChannel channel = FileChannel.open(path);
          opened[0] = channel;
          return TransferRequest.from(channel);
        }
        default -> {
          FileInputStream stream = new FileInputStream(path.toFile());
          opened[0] = stream;
          return this == STREAM
              ? TransferRequest.from(stream)
              : TransferRequest.from(stream.getFD());
        }
      }
    }

    boolean hasRanges() {
      return this == PATH || this == FILE_CHANNEL;
    }
  }

  record Way(String strategy, From from, TargetKind target, ThreadKind thread) {

    static List<Way> all() {
      List<Way> all = new ArrayList<>();
      for (String strategy : fromFileToSocket()) {
        for (From from : From.values()) {
          for (ThreadKind thread : ThreadKind.available()) {
            all.add(new Way(strategy, from, TargetKind.TCP_BLOCKING, thread));
          }
          all.add(new Way(strategy, from, TargetKind.TCP_NON_BLOCKING, ThreadKind.PLATFORM));
        }
      }
      return all;
    }

    private static List<String> fromFileToSocket() {
      return Case.onPlatformThreads().stream()
          .filter(it -> it.target() == TargetKind.TCP_BLOCKING)
          .map(Case::strategy)
          .toList();
    }

    /** What arrives; nothing if the strategy does not serve that. */
    private void check(Path path, long offset, long length, byte[] expected) throws Exception {
      AutoCloseable[] opened = new AutoCloseable[1];
      try (Line line = target.open();
          Receiver receiver = Receiver.eager(line)) {
        TransferRequest request = line.to(from.of(path, opened)).range(offset, length);
        Sendfile forced = Sendfile.getDefault().withForce(strategy);
        assumeTrue(forced.explain(request).chosen().isPresent(), "the route is not claimed");
        TransferResult result = thread.call(() -> forced.transfer(request));
        assertThat(result.bytes()).isEqualTo(expected.length);
        line.finish();
        assertArrayEquals(expected, receiver.awaitEnd());
      } finally {
        if (opened[0] != null) {
          opened[0].close();
        }
      }
    }
  }

  private static final String WAYS = "dev.sendfile.itests.DeviceIT$Way#all";

  @ParameterizedTest
  @MethodSource(WAYS)
  void aBlockDeviceIsAFileWithPositions(Way way) throws Exception {
    int offset = way.from().hasRanges() ? 1_000_001 : 0;
    int length = 5_000_000;
    way.check(device.path(), offset, length, Arrays.copyOfRange(CONTENT, offset, offset + length));
  }

  @ParameterizedTest
  @MethodSource(WAYS)
  void aDeviceWithoutASizeGivesWhatItIsAskedFor(Way way) throws Exception {
    way.check(ZERO, 0, 3_000_000, new byte[3_000_000]);
  }

  @ParameterizedTest
  @EnumSource(From.class)
  void aBlockDeviceIsSentWhole(From from) throws Exception {
    AutoCloseable[] opened = new AutoCloseable[1];
    MemoryChannel target = new MemoryChannel();
    TransferSource source = from.of(device.path(), opened);
    try {
      Sendfile.getDefault().transfer(source.to(target));
    } finally {
      if (opened[0] != null) {
        opened[0].close();
      }
    }
    assertArrayEquals(CONTENT, target.bytes());
  }

  @Test
  void whatLiesBeyondABlockDeviceIsRefused() {
    TransferRequest request =
        TransferRequest.from(device.path()).to(new MemoryChannel()).range(SIZE - 1, 2);
    assertThat(
            catchThrowableOfType(
                RangeException.class, () -> Sendfile.getDefault().transfer(request)))
        .hasMessageContaining("beyond the end");
  }

  @ParameterizedTest
  @EnumSource(From.class)
  void aDeviceThatHoldsNothingIsSentWhole(From from) throws Exception {
    AutoCloseable[] opened = new AutoCloseable[1];
    MemoryChannel target = new MemoryChannel();
    TransferSource source = from.of(Path.of("/dev/null"), opened);
    try {
      assertThat(Sendfile.getDefault().transfer(source.to(target)).bytes()).isZero();
    } finally {
      if (opened[0] != null) {
        opened[0].close();
      }
    }
  }

  @Test
  void aBlockDeviceIsWrittenAtAnOffset() throws Exception {
    Path image = Files.write(folder.resolve("written"), new byte[1 << 20]);
    Path source = Content.file(folder, 300_000);
    try (LoopDevice written = LoopDevice.of(image)) {
      for (StrategyInfo strategy : Sendfile.getDefault().strategies()) {
        Sendfile forced = Sendfile.getDefault().withForce(strategy.name());
        TransferRequest request =
            TransferRequest.from(source)
                .to(written.path())
                .targetOffset(8_192)
                .targetOptions(TargetOption.FORCE);
        if (strategy.name().equals("native-reflink") // which shares blocks of one file system
            || forced.explain(request).chosen().isEmpty()) {
          continue;
        }
        try {
          forced.transfer(request);
        } catch (TransferException e) {
          assertThat(e.bytesTransferredAtMost()).as(strategy.name() + ": " + e).isZero();
          continue;
        }
        byte[] expected = new byte[1 << 20];
        System.arraycopy(Content.bytes(300_000), 0, expected, 8_192, 300_000);
        assertArrayEquals(expected, Files.readAllBytes(written.path()), strategy.name());
        Sendfile.getDefault()
            .transfer(TransferRequest.from(ZERO).to(written.path()).range(0, 1 << 20));
      }
    }
    assertArrayEquals(new byte[1 << 20], Files.readAllBytes(image));
  }

  @Test
  void aBlockDeviceIsNotReplaced() {
    TransferRequest request =
        TransferRequest.from(ZERO)
            .to(device.path())
            .range(0, 1)
            .targetOptions(TargetOption.REPLACE_ATOMICALLY);
    assertThat(
            catchThrowableOfType(
                TransferException.class, () -> Sendfile.getDefault().transfer(request)))
        .hasMessageContainingAll(device.path().toString(), "cannot be replaced");
  }

  /** {@code tracefs} has regular files that cannot be put anywhere. */
  @ParameterizedTest
  @EnumSource(
      value = From.class,
      names = {"PATH", "STREAM", "DESCRIPTOR"})
  void aRegularFileWithoutPositionsIsReadInOrder(From from) throws Exception {
    Path traces = Files.createDirectory(folder.resolve("traces-" + from));
    assumeTrue(Command.succeeds("mount", "-t", "tracefs", "nodev", traces), "tracefs is not there");
    AutoCloseable[] opened = new AutoCloseable[1];
    try {
      Path file = traces.resolve("saved_cmdlines_size");
      assumeTrue(Files.isReadable(file), "it has no such file");
      byte[] content = Files.readAllBytes(file);
      MemoryChannel target = new MemoryChannel();
      Sendfile.getDefault().transfer(from.of(file, opened).to(target));
      assertThat(target.bytes()).isEqualTo(content).isNotEmpty();
    } finally {
      if (opened[0] != null) {
        opened[0].close();
      }
      Command.succeeds("umount", traces);
    }
  }
}
