package dev.sendfile.itests.egg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sendfile.NoStrategyException;
import dev.sendfile.RangeException;
import dev.sendfile.Sendfile;
import dev.sendfile.StrategyInfo;
import dev.sendfile.TransferException;
import dev.sendfile.TransferRequest;
import dev.sendfile.TransferResult;
import dev.sendfile.TransferTimeoutException;
import dev.sendfile.TruncatedSourceException;
import dev.sendfile.itests.fixture.ScriptedStrategy;
import dev.sendfile.spi.Availability;
import dev.sendfile.spi.Capability;
import dev.sendfile.spi.Offer;
import dev.sendfile.spi.Techniques;
import dev.sendfile.spi.TransferSelector;
import dev.sendfile.tck.fixture.Content;
import dev.sendfile.tck.fixture.FileSourceKind;
import dev.sendfile.tck.fixture.FileTargetKind;
import dev.sendfile.tck.fixture.Line;
import dev.sendfile.tck.fixture.MemoryChannel;
import dev.sendfile.tck.fixture.Receiver;
import dev.sendfile.tck.fixture.TargetKind;
import dev.sendfile.tck.fixture.ThreadKind;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One test for each row of the table in {@code docs/egg.md}, and one for each fault left behind.
 */
class EggIT {

  private static final int SIZE = 200_000;
  private static final byte[] CONTENT = Content.bytes(SIZE);

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void makeFile() throws Exception {
    file = Content.file(folder, SIZE);
  }

  /** Those of the egg. */
  private static List<String> techniques() {
    return Sendfile.getDefault().strategies().stream()
        .map(StrategyInfo::technique)
        .filter(Set.of(Techniques.SENDFILE, Techniques.MMAPPED, Techniques.READ_WRITE)::contains)
        .distinct()
        .toList();
  }

  // ---- (sendfile source destination #:offset #:bytes)

  @Test
  void sendfileWithOffsetAndBytes() throws Exception {
    try (Line line = TargetKind.TCP_BLOCKING.open();
        Receiver receiver = Receiver.eager(line)) {
      SocketChannel socket = line.target(SocketChannel.class);
      assertThat(Sendfile.send(file, socket).bytes()).isEqualTo(SIZE);
      Sendfile sendfile = Sendfile.getDefault();
      TransferRequest request = TransferRequest.from(file).to(socket);
      assertThat(sendfile.transfer(request.offset(150_000)).bytes()).isEqualTo(SIZE - 150_000);
      assertThat(sendfile.transfer(request.range(7, 42)).bytes()).isEqualTo(42);
      assertThatIllegalArgumentException().isThrownBy(() -> request.offset(-1));
      assertThatIllegalArgumentException().isThrownBy(() -> request.range(0, -1));
      assertThat(
              catchThrowableOfType(
                  RangeException.class, () -> sendfile.transfer(request.range(1, SIZE))))
          .hasMessageContaining("beyond the end");
      line.finish();
      assertThat(receiver.awaitEnd())
          .isEqualTo(
              Content.join(
                  CONTENT,
                  Arrays.copyOfRange(CONTENT, 150_000, SIZE),
                  Arrays.copyOfRange(CONTENT, 7, 49)));
    }
  }

  // ---- ports and file descriptors as ends; ports without a descriptor work too

  @Test
  void portsAndDescriptorsAreEnds() throws Exception {
    Path copy = Files.write(folder.resolve("copy.bin"), new byte[FileTargetKind.BEGIN]);
    for (FileSourceKind source :
        new FileSourceKind[] {FileSourceKind.FILE_INPUT_STREAM, FileSourceKind.FILE_DESCRIPTOR}) {
      for (FileTargetKind target :
          new FileTargetKind[] {
            FileTargetKind.FILE_OUTPUT_STREAM, FileTargetKind.FILE_DESCRIPTOR
          }) {
        try (FileSourceKind.Opened from = source.open(file);
            FileTargetKind.Opened to = target.open(copy)) {
          TransferResult result = Sendfile.getDefault().transfer(to.request(from.from()));
          assertThat(result.route()).hasToString("file -> file");
          assertThat(from.standsAfter(result.bytes())).isTrue();
          assertThat(to.standsAfter(result.bytes())).isTrue();
        }
        assertThat(Arrays.copyOfRange(Files.readAllBytes(copy), 5, SIZE + 2))
            .isEqualTo(Arrays.copyOfRange(CONTENT, FileSourceKind.POSITION, SIZE));
      }
    }
  }

  @Test
  void portsWithoutADescriptorWorkToo() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayInputStream in = new ByteArrayInputStream(CONTENT);
    TransferResult result = Sendfile.getDefault().transfer(TransferRequest.from(in).to(out));
    assertThat(result.route()).hasToString("stream -> stream");
    assertThat(out.toByteArray()).isEqualTo(CONTENT);
  }

  // ---- flushes buffered output of a destination port first

  @Test
  void bufferedOutputIsFlushedFirst() throws Exception {
    for (String technique : techniques()) {
      Sendfile forced = Sendfile.getDefault().withForce(technique);
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      OutputStream buffered = new BufferedOutputStream(out);
      buffered.write(new byte[] {1, 2, 3});
      TransferRequest request = TransferRequest.from(file).to(buffered);
      if (forced.explain(request).chosen().isPresent()) {
        forced.transfer(request);
        buffered.flush();
        assertThat(out.toByteArray()).isEqualTo(Content.join(new byte[] {1, 2, 3}, CONTENT));
      }
    }
  }

  // ---- impl:sendfile, impl:mmapped, impl:read-write-loop, returning the bytes written

  @Test
  void eachTechniqueCanBeCalledByNameAndReturnsTheBytesWritten() throws Exception {
    assertThat(techniques()).contains(Techniques.SENDFILE, Techniques.READ_WRITE);
    for (String technique : techniques()) {
      try (Line line = TargetKind.TCP_BLOCKING.open();
          Receiver receiver = Receiver.eager(line)) {
        TransferRequest request = line.to(TransferRequest.from(file)).range(10, 100_000);
        TransferResult result = Sendfile.getDefault().withForce(technique).transfer(request);
        assertThat(result.bytes()).isEqualTo(100_000);
        assertThat(result.technique()).isEqualTo(technique);
        line.finish();
        assertThat(receiver.awaitEnd()).isEqualTo(Arrays.copyOfRange(CONTENT, 10, 100_010));
      }
    }
    assertThat(
            Sendfile.getDefault()
                .withForce("read-write-loop")
                .transfer(TransferRequest.from(file).to(new MemoryChannel()))
                .technique())
        .isEqualTo("read-write");
  }

  // ---- sendfile-available, mmap-available

  @Test
  void availabilityIsToldWithItsCause() {
    Sendfile sendfile = Sendfile.getDefault();
    assertThat(sendfile.sendfileAvailable())
        .isTrue()
        .isEqualTo(sendfile.availability("sendfile").isAvailable());
    assertThat(sendfile.mmapAvailable())
        .isEqualTo(techniques().contains(Techniques.MMAPPED))
        .isEqualTo(sendfile.availability("mmapped").isAvailable());
    Availability none = sendfile.availability("teleport");
    assertThat(none.isAvailable()).isFalse();
    assertThat(none.toString()).contains("teleport", "add the provider");
  }

  // ---- read-write-buffer-size, chunk size

  @Test
  void bufferAndChunkSizeAreParameters() throws Exception {
    List<Long> asked = new ArrayList<>();
    ScriptedStrategy recording =
        ScriptedStrategy.of(
            "recording",
            (step, number) -> {
              asked.add(step.batch().max());
              asked.add((long) step.plan().options().bufferSizeOr(1));
              return step.move(1 << 20);
            });
    Sendfile sendfile =
        Sendfile.builder()
            .strategies(recording)
            .bufferSize(4_096) // per instance
            .chunkSize(100_000)
            .build();
    MemoryChannel target = new MemoryChannel();
    sendfile.transfer(TransferRequest.from(file).to(target));
    assertThat(asked).containsExactly(100_000L, 4_096L, 100_000L, 4_096L);
    asked.clear();
    sendfile
        .withBufferSize(8_192) // per call
        .withChunkSize(SIZE)
        .transfer(TransferRequest.from(file).to(target));
    assertThat(asked).containsExactly((long) SIZE, 8_192L);
    assertThat(target.bytes()).isEqualTo(Content.join(CONTENT, CONTENT));
  }

  // ---- force-implementation, with dynamic scope

  @Test
  void aTechniqueIsForcedForAScope() throws Exception {
    Sendfile plain = Sendfile.getDefault();
    Sendfile forced = plain.withForce("read-write");
    TransferRequest small = TransferRequest.from(file).to(folder.resolve("copy")).range(0, 10);
    assertThat(forced.transfer(small).technique()).isEqualTo("read-write");
    assertThat(forced.transfer(small.range(0, SIZE)).technique()).isEqualTo("read-write");
    assertThat(forced.withForce("nothing").explain(small).toString())
        .as("nothing is no force")
        .isEqualTo(plain.explain(small).toString());
    NoStrategyException unknown =
        catchThrowableOfType(
            NoStrategyException.class, () -> plain.withForce("teleport").transfer(small));
    assertThat(unknown).hasMessageContainingAll("teleport", "read-write", "sendfile");
  }

  // ---- implementation-selector: size -> procedure

  @Test
  void aSelectorChoosesByTheLengthToSend() throws Exception {
    List<Long> lengths = new ArrayList<>();
    TransferSelector bySize =
        TransferSelector.bySize(
            length -> {
              lengths.add(length);
              return length < 1_000 ? "read-write" : "sendfile";
            });
    Sendfile sendfile = Sendfile.getDefault().withSelector(bySize);
    try (Line line = TargetKind.TCP_BLOCKING.open();
        Receiver receiver = Receiver.eager(line)) {
      TransferRequest request = line.to(TransferRequest.from(file));
      assertThat(sendfile.transfer(request).technique()).isEqualTo("sendfile");
      assertThat(sendfile.transfer(request.range(0, 10)).technique()).isEqualTo("read-write");
      receiver.awaitCount(SIZE + 10);
    }
    assertThat(lengths).as("the length to send, not the file's size").contains(10L, (long) SIZE);
  }

  // ---- write-timeout

  @Test
  void writeTimeoutEndsAStalledSend() throws Exception {
    Path large = Content.file(folder, 8 << 20);
    for (TargetKind target :
        new TargetKind[] {TargetKind.TCP_BLOCKING, TargetKind.TCP_NON_BLOCKING}) {
      try (Line line = target.openNarrow();
          Receiver receiver = Receiver.stalled(line)) {
        Sendfile sendfile = Sendfile.getDefault().withWriteTimeout(Duration.ofMillis(200));
        TransferTimeoutException failure =
            ThreadKind.PLATFORM
                .start(() -> sendfile.transfer(line.to(TransferRequest.from(large))))
                .awaitFailure(TransferTimeoutException.class, Duration.ofSeconds(60));
        assertThat(failure).hasMessageContaining("took no byte for 0.2s");
        line.closeTarget();
        assertThat((long) receiver.awaitEnd().length)
            .isBetween(failure.bytesTransferred(), failure.bytesTransferredAtMost());
      }
    }
  }

  // ---- *last-selected-implementation*

  @Test
  void theResultNamesWhatRan() throws Exception {
    List<String> ran = new ArrayList<>();
    for (StrategyInfo strategy : Sendfile.getDefault().strategies()) {
      try (Line line = TargetKind.UNIX_BLOCKING.open();
          Receiver receiver = Receiver.eager(line)) {
        TransferRequest request = line.to(TransferRequest.from(file));
        Sendfile forced = Sendfile.getDefault().withForce(strategy.name());
        if (forced.explain(request).chosen().isPresent()) {
          TransferResult result = forced.transfer(request);
          assertThat(result.strategy()).isEqualTo(strategy.name());
          assertThat(result.technique()).isEqualTo(strategy.technique());
          receiver.awaitCount(SIZE);
          ran.add(result.strategy());
        }
      }
    }
    assertThat(ran).contains("mmap", "nio", "rwloop");
  }

  // ---- emulates sendfile with mmap where there is none

  @Test
  void theBestOfWhatThereIsRuns() throws Exception {
    ScriptedStrategy loop = ScriptedStrategy.honest("loop");
    ScriptedStrategy mapping =
        ScriptedStrategy.honest("mapping")
            .offering(plan -> Offer.accepted(Set.of(Capability.MAPPED)));
    ScriptedStrategy kernel =
        ScriptedStrategy.honest("kernel")
            .offering(plan -> Offer.declined("the system has no sendfile"));
    Sendfile sendfile = Sendfile.builder().strategies(loop, mapping, kernel).build();
    MemoryChannel target = new MemoryChannel();
    TransferResult result = sendfile.transfer(TransferRequest.from(file).to(target));
    assertThat(result.strategy()).isEqualTo("mapping");
    assertThat(sendfile.explain(TransferRequest.from(file).to(target)).toString())
        .contains("the system has no sendfile");
    assertThat(target.bytes()).isEqualTo(CONTENT);
  }

  // ---- errors: composite condition with errno text

  @Test
  void errorsSayWhatFailedAndHowFarItCame() throws Exception {
    Path missing = folder.resolve("missing.bin");
    TransferException none =
        catchThrowableOfType(
            TransferException.class, () -> Sendfile.send(missing, new MemoryChannel()));
    assertThat(none).hasMessageContainingAll(missing.toString(), "does not exist");
    assertThat(none.bytesTransferredAtMost()).isZero();
    Path large = Content.file(folder, 8 << 20);
    try (Line line = TargetKind.TCP_BLOCKING.openNarrow();
        Receiver receiver = Receiver.hangingUp(line, 100_000)) {
      TransferException failure =
          ThreadKind.PLATFORM
              .start(() -> Sendfile.getDefault().transfer(line.to(TransferRequest.from(large))))
              .awaitFailure(TransferException.class, Duration.ofSeconds(60));
      assertThat(failure).hasMessageContaining("writing to").hasCauseInstanceOf(Exception.class);
      assertThat(failure.reason()).contains(failure.getCause().getMessage());
      assertThat(failure.bytesTransferred()).isGreaterThanOrEqualTo(receiver.count());
      assertThat(failure.strategy()).isPresent();
    }
  }

  // ---- file to file through read-write and mmap

  @Test
  void filesAreCopiedByEveryTechniqueThatCan() throws Exception {
    Path copy = folder.resolve("copy.bin");
    List<String> ran = new ArrayList<>();
    for (String technique : techniques()) {
      Sendfile forced = Sendfile.getDefault().withForce(technique);
      TransferRequest request = TransferRequest.from(file).to(copy);
      if (forced.explain(request).chosen().isPresent()) {
        assertThat(forced.transfer(request).bytes()).isEqualTo(SIZE);
        assertThat(Files.readAllBytes(copy)).isEqualTo(CONTENT);
        Files.delete(copy);
        ran.add(technique);
      }
    }
    assertThat(ran).contains(Techniques.READ_WRITE);
    assertThat(Sendfile.copy(file, copy).bytes()).isEqualTo(SIZE);
    assertThat(Sendfile.receive(new ByteArrayInputStream(CONTENT), copy).bytes()).isEqualTo(SIZE);
  }

  // ---- faults that stay behind

  @Test
  void everyTechniqueHitsAnyOffsetToTheByte() throws Exception {
    for (String technique : techniques()) {
      for (int offset : new int[] {1, 4_095, 4_096, 4_097, 65_535, 65_537, SIZE - 1}) {
        try (Line line = TargetKind.TCP_BLOCKING.open();
            Receiver receiver = Receiver.eager(line)) {
          TransferRequest request = line.to(TransferRequest.from(file)).offset(offset);
          Sendfile.getDefault().withForce(technique).transfer(request);
          line.finish();
          assertThat(receiver.awaitEnd()).isEqualTo(Arrays.copyOfRange(CONTENT, offset, SIZE));
        }
      }
    }
  }

  /** Loops for ever there. */
  @Test
  void aTruncatedFileEndsTheSend() throws Exception {
    for (String technique : techniques()) {
      Path shrinking = Content.file(folder, SIZE);
      TransferSelector truncating =
          (plan, ranked) -> {
            truncate(shrinking, 1_000);
            return ranked.stream().filter(it -> it.technique().equals(technique)).toList();
          };
      try (Line line = TargetKind.TCP_BLOCKING.open();
          Receiver receiver = Receiver.eager(line)) {
        TruncatedSourceException failure =
            ThreadKind.PLATFORM
                .start(
                    () ->
                        Sendfile.getDefault()
                            .withSelector(truncating)
                            .transfer(line.to(TransferRequest.from(shrinking))))
                .awaitFailure(TruncatedSourceException.class, Duration.ofSeconds(60));
        assertThat(failure.bytesTransferred()).isEqualTo(1_000);
        line.finish();
        assertThat(receiver.awaitEnd()).isEqualTo(Arrays.copyOf(CONTENT, 1_000));
      }
    }
  }

  private static void truncate(Path path, int size) {
    try {
      Files.write(path, Arrays.copyOf(Files.readAllBytes(path), size));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** The chunking there was only ever tested with another technique than the forced one. */
  @Test
  void chunksAreMovedByTheForcedTechnique() throws Exception {
    for (String technique : techniques()) {
      try (Line line = TargetKind.TCP_BLOCKING.open();
          Receiver receiver = Receiver.eager(line)) {
        TransferResult result =
            Sendfile.getDefault()
                .withForce(technique)
                .withChunkSize(4_099)
                .transfer(line.to(TransferRequest.from(file)));
        assertThat(result.technique()).isEqualTo(technique);
        assertThat(result.passedOver()).isEmpty();
        line.finish();
        assertThat(receiver.awaitEnd()).isEqualTo(CONTENT);
      }
    }
  }
}
