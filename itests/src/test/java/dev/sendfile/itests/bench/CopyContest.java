package dev.sendfile.itests.bench;

import dev.sendfile.Sendfile;
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

  private final Path path;

  CopyContest(long size) throws IOException {
    path = RandomFile.make(size);
  }

  @Override
  public List<String> bases() {
    return List.of("FILES_COPY");
  }

  @Override
  public List<Contender> contenders() {
    Sendfile any = Sendfile.getDefault();
    return List.of(
        contender("FILES_COPY", copy -> Files.copy(path, copy)),
        contender("COPY", copy -> any.transfer(TransferRequest.from(path).to(copy))),
        by("COPY_MMAP", any.withForce("mmap")),
        by("COPY_RWLOOP", any.withForce("rwloop")));
  }

  private Contender by(String name, Sendfile sendfile) {
    return contender(name, copy -> sendfile.transfer(TransferRequest.from(path).to(copy)));
  }

  private interface Copying {
    void to(Path copy) throws IOException;
  }

  private Contender contender(String name, Copying copying) {
    Path copy = copyBy(name);
    return new Contender(
        name,
        null,
        () -> {
          Files.deleteIfExists(copy);
          copying.to(copy);
        });
  }

  private Path copyBy(String name) {
    return path.resolveSibling(path.getFileName() + "." + name);
  }

  @Override
  public void close() throws IOException {
    for (Contender contender : contenders()) {
      Files.deleteIfExists(copyBy(contender.name()));
    }
    Files.delete(path);
  }
}
