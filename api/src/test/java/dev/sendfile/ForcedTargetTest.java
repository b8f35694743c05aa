package dev.sendfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sendfile.spi.Capability;
import dev.sendfile.spi.Refusal;
import dev.sendfile.spi.Step;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a strategy that nobody would follow leaves of a file when it cannot serve. */
class ForcedTargetTest {

  private static final byte[] BEFORE = Samples.bytes(200);

  @TempDir Path folder;
  private final byte[] content = Samples.bytes(100);
  private Path source;
  private Path target;

  @BeforeEach
  void makeFiles() throws IOException {
    source = Files.write(folder.resolve("source"), content);
    target = Files.write(folder.resolve("target"), BEFORE);
  }

  private static Scripted refusing() {
    return new Scripted("a")
        .then((session, batch) -> Step.notHandled(Refusal.ofEnds("only the call tells")));
  }

  private static Sendfile forced(Scripted strategy) {
    return Deployed.of(strategy, new Scripted("b")).sendfile().withForce("a");
  }

  private void refuses(Scripted strategy, TransferRequest request) {
    assertThatExceptionOfType(NoStrategyException.class)
        .isThrownBy(() -> forced(strategy).transfer(request))
        .withMessageContaining("only the call tells")
        .satisfies(it -> assertThat(it.bytesTransferredAtMost()).isZero());
  }

  @Test
  void whatWasThereStays() throws IOException {
    refuses(refusing(), TransferRequest.from(source).to(target));
    assertThat(Files.readAllBytes(target)).isEqualTo(BEFORE);

    Scripted atOpening =
        new Scripted("a")
            .opening(
                (plan, context) -> {
                  throw new IOException("only the call tells");
                });
    refuses(atOpening, TransferRequest.from(source).to(target).header(ByteBuffer.allocate(10)));
    assertThat(Files.readAllBytes(target)).isEqualTo(BEFORE);
  }

  @Test
  void aFileThatWasNotThereIsNotThere() {
    Path none = folder.resolve("none");
    refuses(refusing(), TransferRequest.from(source).to(none));
    assertThat(none).doesNotExist();
    refuses(
        refusing(), TransferRequest.from(source).to(none).targetOptions(TargetOption.CREATE_NEW));
    assertThat(none).doesNotExist();
  }

  @Test
  void aFileThatHasTakenItsNameMeanwhileStays() {
    Path none = folder.resolve("none");
    Scripted overtaken =
        new Scripted("a")
            .then(
                (session, batch) -> {
                  Files.move(target, none, StandardCopyOption.REPLACE_EXISTING);
                  return Step.notHandled(Refusal.ofEnds("only the call tells"));
                });
    refuses(overtaken, TransferRequest.from(source).to(none));
    assertThat(none).hasBinaryContent(BEFORE);
  }

  @Test
  void whatWasThereGoesWithTheFirstBytes() throws IOException {
    Scripted failing =
        new Scripted("a")
            .then(Scripted.upTo(30))
            .then(
                (session, batch) -> {
                  assertThat(Files.size(target)).isEqualTo(30);
                  return Step.notHandled(Refusal.ofEnds("only the call tells"));
                });
    assertThatExceptionOfType(NoStrategyException.class)
        .isThrownBy(() -> forced(failing).transfer(TransferRequest.from(source).to(target)))
        .satisfies(it -> assertThat(it.bytesTransferred()).isEqualTo(30));
    assertThat(Files.readAllBytes(target)).isEqualTo(Arrays.copyOf(content, 30));
  }

  /** It has served, though there was nothing: what came is in the file, as without force. */
  @Test
  void whatWasThereGoesWithTheEndOfTheSource() {
    TransferRequest request =
        TransferRequest.from(InputStream.nullInputStream()).to(target).range(0, 100);
    assertThatExceptionOfType(TruncatedSourceException.class)
        .isThrownBy(() -> forced(new Scripted("a")).transfer(request));
    assertThat(target).isEmptyFile();
  }

  @Test
  void anInterruptThatMeetsTheCutHidesNoBytes() {
    Scripted interrupted =
        new Scripted("a")
            .then(
                (session, batch) -> {
                  Step step = Scripted.upTo(30).take(session, batch);
                  Thread.currentThread().interrupt();
                  return step;
                });
    try {
      assertThatExceptionOfType(TransferInterruptedException.class)
          .isThrownBy(() -> forced(interrupted).transfer(TransferRequest.from(source).to(target)))
          .satisfies(it -> assertThat(it.bytesTransferredAtMost()).isEqualTo(30));
    } finally {
      Thread.interrupted();
    }
  }

  @Test
  void nothingOfItIsLeftBehindShorterContent() throws IOException {
    forced(new Scripted("a")).transfer(TransferRequest.from(source).to(target));
    assertThat(Files.readAllBytes(target)).isEqualTo(content);
    forced(new Scripted("a")).transfer(TransferRequest.from(source).to(target).range(0, 0));
    assertThat(target).isEmptyFile();
  }

  @Test
  void aFileThatOthersHaveMadeMeanwhileIsWrittenAsAnyOther() throws IOException {
    Path none = folder.resolve("none");
    try (Transfer transfer =
        forced(new Scripted("a")).open(TransferRequest.from(source).to(none))) {
      Files.write(none, BEFORE);
      transfer.run();
    }
    assertThat(Files.readAllBytes(none)).isEqualTo(content);
  }

  /** A last block that is not full is shared only where nothing follows it. */
  @Test
  void blocksAreSharedWithTheEndOfTheFile() throws IOException {
    Scripted sharing =
        new Scripted("a")
            .can(Capability.REFLINK)
            .then(
                (session, batch) -> {
                  assertThat(target).hasBinaryContent(Arrays.copyOf(BEFORE, content.length));
                  return Scripted.upTo(100).take(session, batch);
                });
    forced(sharing).transfer(TransferRequest.from(source).to(target));
    assertThat(Files.readAllBytes(target)).isEqualTo(content);
  }
}
