package dev.sendfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sendfile.internal.end.StrangeFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.ClosedFileSystemException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A provider of paths may throw what it wants while an end is opened or looked at. */
class ThrowingProviderTest {

  @TempDir Path folder;

  private final Sink sink = new Sink();
  private final Sendfile sendfile = Deployed.of(new Scripted("a")).sendfile();
  private final IllegalStateException thrown = new IllegalStateException("says the provider");
  private Path file;

  @BeforeEach
  void makeFile() throws IOException {
    file = Files.write(folder.resolve("content"), Samples.bytes(1000));
  }

  private TransferException failure(TransferRequest request) {
    return catchThrowableOfType(TransferException.class, () -> sendfile.transfer(request));
  }

  /** Of a file system that has been closed. */
  private Path closed() throws IOException {
    try (FileSystem zip =
        FileSystems.newFileSystem(folder.resolve("a.zip"), Map.of("create", "true"))) {
      return Files.writeString(zip.getPath("/file"), "content");
    }
  }

  @Test
  void aSourceInAClosedFileSystemIsAFailureOfTheSource() throws IOException {
    TransferRequest request = TransferRequest.from(closed()).to(sink);

    TransferException e = failure(request);

    assertThat(e)
        .hasCauseInstanceOf(ClosedFileSystemException.class)
        .hasMessageStartingWith("the source threw")
        .hasMessageEndingWith("; nothing was sent");
    assertThat(e.failedEnd()).isEqualTo(FailedEnd.SOURCE);
    assertThat(catchThrowableOfType(TransferException.class, () -> sendfile.explain(request)))
        .hasCauseInstanceOf(ClosedFileSystemException.class);
    assertThat(catchThrowableOfType(TransferException.class, () -> sendfile.open(request)))
        .hasCauseInstanceOf(ClosedFileSystemException.class);
  }

  @Test
  void aTargetInAClosedFileSystemIsAFailureOfTheTarget() throws IOException {
    TransferRequest request = TransferRequest.from(file).to(closed());

    TransferException e = failure(request);

    assertThat(e)
        .hasCauseInstanceOf(ClosedFileSystemException.class)
        .hasMessageStartingWith("the target threw");
    assertThat(e.failedEnd()).isEqualTo(FailedEnd.TARGET);
    assertThat(catchThrowableOfType(TransferException.class, () -> sendfile.explain(request)))
        .hasCauseInstanceOf(ClosedFileSystemException.class);
  }

  @Test
  void aPreparedSourceInAClosedFileSystemIsAFailureOfTheSource() throws IOException {
    Path there = closed();

    TransferException e =
        catchThrowableOfType(TransferException.class, () -> FileSource.open(there));

    assertThat(e).hasCauseInstanceOf(ClosedFileSystemException.class);
    assertThat(e.failedEnd()).isEqualTo(FailedEnd.SOURCE);
  }

  @Test
  void whatALookThrowsIsTheCause() {
    Path there =
        StrangeFiles.looking(
                () -> {
                  throw thrown;
                })
            .path(file);

    assertThat(failure(TransferRequest.from(there).to(sink))).hasCause(thrown);
    assertThat(failure(TransferRequest.from(file).to(there))).hasCause(thrown);
  }

  @Test
  void whatOpeningThrowsIsTheCause() {
    Path there =
        StrangeFiles.opening(
                it -> {
                  throw thrown;
                })
            .path(file);

    assertThat(failure(TransferRequest.from(there).to(sink))).hasCause(thrown);
  }

  @Test
  void aChannelThatCannotBeLookedAtIsClosed() {
    Broken channel = new Broken();
    Path there = StrangeFiles.opening(it -> channel).path(file);

    TransferException e = failure(TransferRequest.from(there).to(sink));

    assertThat(e).hasCause(channel.thrown);
    assertThat(channel.isOpen()).isFalse();
  }

  /** Throws when it is to be moved. */
  private static final class Broken implements SeekableByteChannel {

    final IllegalStateException thrown = new IllegalStateException("cannot be moved");
    private boolean open = true;

    @Override
    public SeekableByteChannel position(long position) {
      throw thrown;
    }

    @Override
    public long position() {
      return 0;
    }

    @Override
    public long size() {
      return 1000;
    }

    @Override
    public SeekableByteChannel truncate(long size) {
      throw thrown;
    }

    @Override
    public int read(ByteBuffer into) {
      throw thrown;
    }

    @Override
    public int write(ByteBuffer from) {
      throw thrown;
    }

    @Override
    public boolean isOpen() {
      return open;
    }

    @Override
    public void close() {
      open = false;
    }
  }
}
