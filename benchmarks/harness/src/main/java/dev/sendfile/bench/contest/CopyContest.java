package dev.sendfile.bench.contest;

import dev.sendfile.Sendfile;
import dev.sendfile.TransferException;
import dev.sendfile.TransferRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A file to a new file. Each contender removes the copy that it has made, which is timed: how long
 * that takes depends on how the file was written. So there is one copy at a time.
 */
final class CopyContest {

  private final Field field;
  private final Path path;

  CopyContest(Field field) {
    this.field = field;
    path = field.course().file();
  }

  void open() throws IOException {
    Libraries libraries = field.libraries();
    field.enter(
        "FILES_COPY",
        () -> {
          Path copy = copyBy("FILES_COPY");
          return copier("FILES_COPY", copy, () -> Files.copy(path, copy));
        });
    copied("COPY", libraries.deployed());
    copied("COPY" + Libraries.WITHOUT_NATIVE, libraries.withoutNative());
    copied("COPY_MMAP", libraries.forced("mmap"));
    copied("COPY_RWLOOP", libraries.forced("rwloop"));
    copied("NATIVE_SENDFILE", libraries.forced("native-sendfile"));
    copied("NATIVE_COPY_FILE_RANGE", libraries.forced("native-copy-file-range"));
    copied("NATIVE_REFLINK", libraries.forced("native-reflink"));
  }

  /** Takes the library, if it can serve that. */
  void copied(String name, Sendfile sendfile) throws IOException {
    field.enter(
        name,
        () -> {
          Path copy = copyBy(name);
          Move move = LibraryMove.of(sendfile, TransferRequest.from(path).to(copy));
          try {
            move.once();
          } catch (TransferException e) { // only the file system knows, and only when asked
            throw new LeftOutException(String.valueOf(e.getMessage()));
          } finally {
            Files.deleteIfExists(copy);
          }
          return copier(name, copy, move);
        });
  }

  private Contender copier(String name, Path copy, Move move) {
    return new LocalContender(
        name,
        field.course(),
        List.of(),
        new Removing(move, copy),
        ignored -> {
          move.once();
          try {
            return Proof.inFile(copy);
          } finally {
            Files.delete(copy);
          }
        });
  }

  private record Removing(Move move, Path copy) implements Move {

    @Override
    public void once() throws IOException {
      move.once();
      Files.delete(copy);
    }

    @Override
    public String strategy() {
      return move.strategy();
    }
  }

  private Path copyBy(String name) {
    Path copy = path.resolveSibling(path.getFileName() + "." + name);
    field.keep(() -> Files.deleteIfExists(copy));
    return copy;
  }
}
