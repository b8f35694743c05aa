package dev.sendfile.itests.bench;

import dev.sendfile.Sendfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A file to a new file. */
final class CopyContest implements Contest {

  private final Path path;
  private final Path copy;

  CopyContest(long size) throws IOException {
    path = RandomFile.make(size);
    copy = path.resolveSibling(path.getFileName() + ".copy");
  }

  @Override
  public List<String> bases() {
    return List.of("FILES_COPY");
  }

  @Override
  public List<Contender> contenders() {
    return List.of(
        new Contender(
            "FILES_COPY",
            null,
            () -> {
              Files.deleteIfExists(copy);
              Files.copy(path, copy);
            }),
        copyBy("COPY", Sendfile.getDefault()),
        copyBy("COPY_RWLOOP", Sendfile.getDefault().withForce("rwloop")));
  }

  private Contender copyBy(String name, Sendfile sendfile) {
    return new Contender(
        name,
        null,
        () -> {
          Files.deleteIfExists(copy);
          sendfile.transfer(dev.sendfile.TransferRequest.from(path).to(copy));
        });
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(copy);
    Files.delete(path);
  }
}
