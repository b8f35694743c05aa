package dev.sendfile.itests.soak;

import dev.sendfile.FileSource;
import dev.sendfile.tck.fixture.FileSourceKind;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import javax.net.ssl.SSLContext;

/**
 * What all transfers of a soak share: the bytes, and files that hold them from the first on.
 *
 * @param folder where transfers put files of their own
 * @param small a file small enough to be kept mapped
 * @param large a file that holds the whole pattern
 * @param channel to the large file, for all who send from the same at once
 * @param source of the large file, for the same
 * @param slots a file that many write at once
 * @param fifos without readers and writers
 * @param tls what connections need that encrypt
 */
record Ground(
    Path folder,
    Pattern pattern,
    Path small,
    Path large,
    FileChannel channel,
    FileSource source,
    Slots slots,
    Fifos fifos,
    SSLContext tls)
    implements AutoCloseable {

  static final int SMALL = 20 << 10;

  /** The name of the file that all share. */
  static final String LARGE = "large.bin";

  /** Beyond the longest transfer, so that ranges have somewhere to begin. */
  private static final int MARGIN = 64 << 10;

  static byte[] bytes(int mostBytes) {
    return Pattern.of(mostBytes + MARGIN).bytes();
  }

  static Ground in(Path folder, Pattern pattern, SSLContext tls) throws IOException {
    Path small = folder.resolve("small.bin");
    Path large = folder.resolve(LARGE);
    pattern.write(small, new Pattern.Part(0, SMALL));
    pattern.write(large, new Pattern.Part(0, pattern.size()));
    return new Ground(
        folder,
        pattern,
        small,
        large,
        FileChannel.open(large, StandardOpenOption.READ).position(FileSourceKind.POSITION),
        FileSource.open(large),
        new Slots(folder.resolve("slots.bin"), pattern.size() + 2 * Choices.MOST_FRAMING),
        Fifos.in(Files.createDirectory(folder.resolve("fifos"))),
        tls);
  }

  /** A folder for one transfer. */
  Path folder(long number) throws IOException {
    return Files.createDirectories(folder.resolve(Long.toString(number)));
  }

  @Override
  public void close() throws IOException {
    channel.close();
    source.close();
    slots.close();
  }
}
