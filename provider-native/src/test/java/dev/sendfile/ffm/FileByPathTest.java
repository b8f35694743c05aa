package dev.sendfile.ffm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sendfile.ffm.ScriptedLinux.Call;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opentest4j.TestAbortedException;

/** A file is opened once more by its path, if that still leads to the same file. */
class FileByPathTest {

  private final ScriptedLinux linux = new ScriptedLinux();

  @TempDir Path folder;

  private static BasicFileAttributes seen(Path path) throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class);
  }

  private void assertOpens(Path path, Path real) throws IOException {
    int number = FileByPath.open(path, seen(path), linux);

    ByteBuffer read = ByteBuffer.allocateDirect(100);
    long n = linux.read(number, read, 0);
    byte[] bytes = new byte[(int) n];
    read.get(bytes);
    assertThat(bytes).isEqualTo(Files.readAllBytes(real));
    linux.close(number);
    assertThat(linux.open()).isEmpty();
  }

  @Test
  void opensFilesWhateverTheirNames() throws IOException {
    for (String name : List.of("plain", "\u00fc\u4e2d", "two\nlines", " ", "a'b\"c\\d", "%s")) {
      Path file = Files.write(folder.resolve(name), Pattern.of(10 + name.length()));
      assertOpens(file, file);
    }
  }

  @Test
  void followsSymbolicLinks() throws IOException {
    Path file = Files.write(folder.resolve("file"), Pattern.of(20));
    Path link = Files.createSymbolicLink(folder.resolve("link"), file);

    assertOpens(link, file);
  }

  @Test
  void opensRelativePaths() throws IOException {
    Path file = Files.write(folder.resolve("file"), Pattern.of(20));

    assertOpens(Path.of("").toAbsolutePath().relativize(file.toRealPath()), file);
  }

  @Test
  void refusesAFileThatWasReplacedAndKeepsNothingOpen() throws IOException {
    Path file = Files.write(folder.resolve("file"), Pattern.of(20));
    BasicFileAttributes before = seen(file);
    Path other = Files.write(folder.resolve("other"), Pattern.of(20));
    Files.createLink(folder.resolve("kept"), file); // else its number could be used again
    Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);

    assertThatThrownBy(() -> FileByPath.open(file, before, linux))
        .isInstanceOf(NoDescriptorException.class)
        .hasMessage(file + " leads to another file by now");
    assertThat(linux.open()).isEmpty();
  }

  @Test
  void saysThatAFileIsGone() throws IOException {
    Path file = Files.write(folder.resolve("file"), Pattern.of(20));
    BasicFileAttributes before = seen(file);
    Files.delete(file);

    assertThatThrownBy(() -> FileByPath.open(file, before, linux))
        .isInstanceOf(NoDescriptorException.class)
        .hasMessage("open " + file + ": ENOENT (no such file or directory)");
    assertThat(linux.open()).isEmpty();
  }

  @Test
  void saysThatThereIsNoDescriptorLeft() throws IOException {
    Path file = Files.write(folder.resolve("file"), Pattern.of(20));
    linux.failing(Call.OPEN, 1, Errno.EMFILE);

    assertThatThrownBy(() -> FileByPath.open(file, seen(file), linux))
        .isInstanceOf(NoDescriptorException.class)
        .hasMessageContaining("EMFILE", "ulimit -n");
  }

  @Test
  void aFifoInItsPlaceIsNotWaitedFor() throws Exception {
    Path file = Files.write(folder.resolve("file"), Pattern.of(20));
    BasicFileAttributes before = seen(file);
    Files.move(file, folder.resolve("moved"));
    assertThat(new ProcessBuilder("mkfifo", file.toString()).start().waitFor()).isZero();

    assertThatThrownBy(() -> FileByPath.open(file, before, linux))
        .isInstanceOf(NoDescriptorException.class);
    assertThat(linux.open()).isEmpty();
  }

  /** Opens what it is told to. */
  static final class Opener {
    public static void main(String[] arguments) {
      System.out.println("encoded as " + System.getProperty("sun.jnu.encoding"));
      System.out.println("opened " + (LinkedLinux.INSTANCE.open(arguments[0]) >= 0));
    }
  }

  /** Compiles a locale of its own, where the system has what that takes. */
  private Path locale(String encoding) throws Exception {
    Path locale = Files.createDirectories(folder.resolve("locales")).resolve("test." + encoding);
    Process compiled;
    try {
      compiled =
          new ProcessBuilder("localedef", "-i", "en_US", "-f", encoding, locale.toString())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
    } catch (IOException e) {
      throw new TestAbortedException("no localedef", e);
    }
    compiled.waitFor();
    Assumptions.assumeTrue(Files.exists(locale), "no sources of locales");
    return locale;
  }

  @ParameterizedTest
  @ValueSource(strings = {"ISO-8859-15", "EUC-JP"})
  void namesAreWrittenInTheEncodingOfTheLocale(String encoding) throws Exception {
    Path locale = locale(encoding);
    Path file = Files.write(folder.resolve("file"), Pattern.of(20));

    String printed =
        Child.run(
            folder,
            Map.of(
                "LC_ALL",
                locale.getFileName().toString(),
                "LOCPATH",
                locale.getParent().toString()),
            List.of("--enable-native-access=ALL-UNNAMED"),
            Opener.class,
            file.toString());

    assertThat(printed).contains("encoded as " + encoding, "opened true");
  }
}
