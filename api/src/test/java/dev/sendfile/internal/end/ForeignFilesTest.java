package dev.sendfile.internal.end;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.sendfile.EndingEarly;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** File channels that are somebody else's: given by a caller, or opened in his file system. */
class ForeignFilesTest {

  private static final int SIZE = 1000;

  private static final Opening AT = new Opening(0, false, false, false);
  private static final Opening FORCED = new Opening(Opening.UNSET, false, false, true);

  @TempDir Path folder;
  private Path like;

  /** Keeps what it is handed, and throws where a test says so. */
  private static final class Channel extends EndingEarly {

    private final List<ByteBuffer> kept = new ArrayList<>();
    @Nullable Throwable inWrite;
    @Nullable Throwable inForce;
    @Nullable Throwable inClose;

    Channel() {
      super(SIZE, SIZE);
    }

    private static <T extends Throwable> void raise(@Nullable Throwable thrown) throws T {
      if (thrown != null) {
        @SuppressWarnings("unchecked")
        T any = (T) thrown;
        throw any;
      }
    }

    @Override
    public int read(ByteBuffer into, long position) {
      kept.add(into);
      return super.read(into, position);
    }

    @Override
    public int write(ByteBuffer from, long position) {
      kept.add(from);
      Channel.<RuntimeException>raise(inWrite);
      int n = from.remaining();
      from.position(from.limit());
      return n;
    }

    @Override
    public void force(boolean metaData) {
      Channel.<RuntimeException>raise(inForce);
    }

    @Override
    protected void implCloseChannel() throws IOException {
      Channel.<IOException>raise(inClose);
    }
  }

  private final Channel channel = new Channel();

  @BeforeEach
  void makeFile() throws IOException {
    like = Files.createFile(folder.resolve("like"));
  }

  private static EngineTarget target(Object given, Opening opening) throws IOException {
    return Ends.target(given, opening, Ends.source(InputStream.nullInputStream()));
  }

  private EngineTarget pathTarget(Opening opening) throws IOException {
    EngineTarget target = target(StrangeFiles.opening(it -> channel).path(like), opening);
    target.prepare();
    return target;
  }

  private static void assertIsFailure(EngineEnd end, Throwable caught, Throwable thrown) {
    assertThat(caught).isNotNull().isSameAs(end.failure());
    assertThat(thrown instanceof RuntimeException ? caught.getCause() : caught).isSameAs(thrown);
  }

  // ---- owned

  @Test
  void anOwnedOneIsHandedAnArrayOfItsOwnAndShownToNoStrategy() throws IOException {
    EngineSource source = Ends.source(new OwnedFile(channel));

    assertThat(source.read(ByteBuffer.allocateDirect(SIZE), 0)).isEqualTo(SIZE);

    assertThat(channel.kept).isNotEmpty().allMatch(ByteBuffer::hasArray);
    assertThat(source.as(FileChannel.class)).isNull();
    assertThat(source.foreign()).isTrue();
    assertThat(source.owned()).isTrue();
    assertThat(source.closable()).isTrue();
    source.release();
    assertThat(channel.isOpen()).as("it stays open").isTrue();
  }

  @Test
  void anOwnedOneOfAClassThatIsVouchedForIsSeen() throws IOException {
    Object marked = Trust.JDK_ONLY.and(Channel.class).mark(new OwnedFile(channel));

    EngineSource source = Ends.source(marked);

    assertThat(source.as(FileChannel.class)).isSameAs(channel);
    assertThat(source.owned()).isTrue();
  }

  // ---- shared

  @Test
  void onesThatACallerMayShareAreNotClosedForTheSakeOfATransfer() throws IOException {
    for (EngineEnd end :
        List.of(
            Ends.source(channel),
            Ends.source(new Standing(channel)),
            target(channel, Opening.DEFAULT),
            target(channel, AT))) {
      assertThat(end.closable()).as(end.describe()).isFalse();
      assertThat(end.blocking()).as("so no timeout is promised").isFalse();
    }
  }

  @Test
  void theJdksPastThePageCacheIsNotClosedEither() throws IOException {
    try (FileChannel file = FileChannel.open(like, StandardOpenOption.WRITE)) {
      assertThat(new UnbufferedFileTarget(file, Opening.DEFAULT).closable()).isFalse();
    }
  }

  @Test
  void whatTheEngineHasOpenedInAForeignFileSystemIsClosed() throws IOException {
    EngineTarget target = pathTarget(Opening.DEFAULT);
    assertThat(target.closable()).isTrue();
    target.release();
    assertThat(channel.isOpen()).isFalse();
  }

  // ---- paths of foreign file systems

  static Stream<Throwable> throwables() {
    return Stream.of(
        new IOException("no"), new IllegalStateException("no"), new StackOverflowError("no"));
  }

  @Test
  void aFileOfAForeignFileSystemIsHandedAnArrayOfItsOwn() throws IOException {
    EngineTarget target = pathTarget(Opening.DEFAULT);
    ByteBuffer given = ByteBuffer.allocateDirect(SIZE);

    assertThat(target.write(given, 0)).isEqualTo(SIZE);
    assertThat(target.write(ByteBuffer.allocateDirect(5), ByteBuffer.allocateDirect(5), SIZE))
        .isEqualTo(5);

    assertThat(given.hasRemaining()).isFalse();
    assertThat(channel.kept).hasSize(2).allMatch(ByteBuffer::hasArray);
    assertThat(target.foreign()).isTrue();
    assertThat(target.as(FileChannel.class)).isNull();
  }

  @ParameterizedTest
  @MethodSource("throwables")
  void whateverItThrowsInAWriteIsItsFailureAndItsBytesAreInDoubt(Throwable thrown)
      throws IOException {
    EngineTarget target = pathTarget(Opening.DEFAULT);
    channel.inWrite = thrown;

    Throwable caught = catchThrowable(() -> target.write(ByteBuffer.allocateDirect(SIZE), 0));

    assertIsFailure(target, caught, thrown);
    assertThat(target.inDoubt()).isEqualTo(SIZE);
    target.release();
    assertThat(channel.isOpen()).isFalse();
  }

  static Stream<Arguments> ends() {
    return throwables().flatMap(it -> Stream.of(arguments(it, true), arguments(it, false)));
  }

  @ParameterizedTest
  @MethodSource("ends")
  void whateverItThrowsWhenItIsForcedOrClosedIsItsFailure(Throwable thrown, boolean forced)
      throws IOException {
    EngineTarget target = pathTarget(FORCED);
    channel.inForce = forced ? thrown : null;
    channel.inClose = forced ? null : thrown;

    Throwable caught = catchThrowable(target::finish);

    assertIsFailure(target, caught, thrown);
    assertThat(target.inDoubt()).isZero();
  }
}
