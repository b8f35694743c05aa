package dev.sendfile.itests.bench;

import dev.sendfile.Sendfile;
import dev.sendfile.TransferException;
import dev.sendfile.TransferRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A file to a new file. Each contender removes the copy that it made itself: how long that takes
 * depends on how the file was written.
 */
final class CopyContest implements Contest {

  private final Field field;
  private final Path path;

  CopyContest(long size) throws IOException {
    field = new Field(size);
    path = RandomFile.make(size, field);
    Path copy = copyBy("FILES_COPY");
    field.add(
        "FILES_COPY",
        List.of(),
        () -> {
          Files.deleteIfExists(copy);
          Files.copy(path, copy);
        });
    copied("COPY", Libraries.deployed());
    copied("COPY" + WITHOUT_NATIVE, Libraries.withoutNative());
    copied("COPY_MMAP", Libraries.forced("mmap"));
    copied("COPY_RWLOOP", Libraries.forced("rwloop"));
    copied("NATIVE_SENDFILE", Libraries.forced("native-sendfile"));
    copied("NATIVE_COPY_FILE_RANGE", Libraries.forced("native-copy-file-range"));
    copied("NATIVE_REFLINK", Libraries.forced("native-reflink"));
  }

  @Override
  public List<Contender> contenders() {
    return field.contenders();
  }

  @Override
  public List<String> bases() {
    return List.of("FILES_COPY");
  }

  private void copied(String name, Sendfile sendfile) throws IOException {
    Path copy = copyBy(name);
    TransferRequest request = TransferRequest.from(path).to(copy);
    if (sendfile.explain(request).chosen().isPresent()) {
      try {
        sendfile.transfer(request);
      } catch (TransferException e) { // only the file system knows, and only when asked
        field.leaveOut(name, e.getMessage());
        return;
      }
    }
    field.add(
        name,
        List.of(),
        sendfile,
        request,
        () -> {
          Files.deleteIfExists(copy);
          return sendfile.transfer(request);
        });
  }

  private Path copyBy(String name) {
    Path copy = path.resolveSibling(path.getFileName() + "." + name);
    field.keep(() -> Files.deleteIfExists(copy));
    return copy;
  }

  @Override
  public void close() throws IOException {
    field.close();
  }
}
