package dev.sendfile.bench.contest;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/** A folder for all files of a run, which goes with it, or with the JVM. */
final class Workshop implements Closeable {

  /** What is left to others, at least. */
  private static final long SPARE = 64L << 20;

  private final Path folder;
  private final Thread atExit;
  private final Map<Long, Path> sources = new HashMap<>();

  private Workshop(Path folder) {
    this.folder = folder;
    atExit = new Thread(this::removeWhatGoes);
  }

  static Workshop open(Path parent) throws IOException {
    if (!Files.isDirectory(parent)) {
      throw new IOException(
          parent
              + " is no folder, and files of a benchmark are to lie there: make it, or set"
              + " -Dbench.dir to another one");
    }
    Workshop workshop = new Workshop(Files.createTempDirectory(parent, "sendfile-bench"));
    Runtime.getRuntime().addShutdownHook(workshop.atExit);
    return workshop;
  }

  Path folder() {
    return folder;
  }

  /** A file of random bytes, written through to the disk; the same one for the same size. */
  Path source(long size) throws IOException {
    Path known = sources.get(size);
    if (known == null) {
      needsRoom(size);
      known = folder.resolve("source-" + size);
      write(known, size);
      sources.put(size, known);
    }
    return known;
  }

  /** A file to write to, empty, for which there is room. */
  Path target(long size) throws IOException {
    needsRoom(size);
    Path target = folder.resolve("target");
    Files.deleteIfExists(target);
    return Files.createFile(target);
  }

  /** Fails if so many bytes would fill the disk. */
  void needsRoom(long bytes) throws IOException {
    long free = Files.getFileStore(folder).getUsableSpace();
    if (free - SPARE < bytes) {
      throw new IOException(
          "no room for "
              + bytes
              + " bytes in "
              + folder.getParent()
              + ": "
              + free
              + " bytes are free, of which 64 MiB are left alone\nset -Dbench.dir to a folder with"
              + " more, or ask for smaller sizes");
    }
  }

  /** Random, so that nothing on the way can make less of it. */
  private static void write(Path path, long size) throws IOException {
    Random random = new Random(size);
    byte[] block = new byte[(int) Math.min(size, 1 << 20)];
    try (FileChannel out =
        FileChannel.open(path, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)) {
      for (long left = size; left > 0; left -= block.length) {
        random.nextBytes(block);
        ByteBuffer next = ByteBuffer.wrap(block, 0, (int) Math.min(block.length, left));
        while (next.hasRemaining()) {
          out.write(next);
        }
      }
      out.force(true); // only what is on the disk can be dropped from the cache
    }
  }

  @Override
  public void close() throws IOException {
    try {
      if (Runtime.getRuntime().removeShutdownHook(atExit)) {
        remove();
      } // else this was closed before
    } catch (IllegalStateException e) {
      // the JVM ends, and what was to be done then is being done
    }
  }

  /** At the end of the JVM nobody hears of a failure any more. */
  private void removeWhatGoes() {
    try {
      remove();
    } catch (IOException e) {
      System.err.println("could not remove " + folder + ": " + e);
    }
  }

  private void remove() throws IOException {
    Path gone = renamed();
    List<Path> files;
    try (Stream<Path> all = Files.list(gone)) {
      files = all.toList();
    }
    for (Path file : files) {
      Files.deleteIfExists(file);
    }
    Files.deleteIfExists(gone);
  }

  /** At the end of the JVM somebody may still be at work: nobody finds this folder. */
  private Path renamed() {
    try {
      return Files.move(folder, folder.resolveSibling(folder.getFileName() + ".gone"));
    } catch (IOException e) { // on Windows, where a file is open
      return folder;
    }
  }
}
