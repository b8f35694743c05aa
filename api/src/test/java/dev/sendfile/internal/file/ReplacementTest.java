package dev.sendfile.internal.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.attribute.PosixFilePermissions.fromString;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a file is like that takes the place of another, before it does and after. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class ReplacementTest {

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void nameAFile() {
    file = folder.resolve("file");
  }

  private static Replacement begin(Path file) throws IOException {
    return Replacement.begin(file, NewFile.USUAL, false);
  }

  private static void replace(Path file) throws IOException {
    try (Replacement replacement = begin(file)) {
      replacement.channel().write(ByteBuffer.wrap("new".getBytes(UTF_8)));
      replacement.takePlace();
    }
    assertThat(file).hasContent("new");
  }

  private static List<Path> list(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.toList();
    }
  }

  private Path old() throws IOException {
    return Files.writeString(file, "old");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-------", "rw-r-----", "rwxrwxrwx", "r--r--r--", "---------"})
  void beforeItsFirstByteItHasThePermissionsOfTheOldFile(String permissions) throws Exception {
    Files.setPosixFilePermissions(old(), fromString(permissions));
    try (Replacement replacement = begin(file)) {
      assertThat(Files.getPosixFilePermissions(replacement.temporary()))
          .isEqualTo(fromString(permissions));
      assertThat(replacement.temporary()).isEmptyFile();
    }
    assertThat(list(folder)).containsExactly(file);
  }

  @Test
  void anotherFileOfItsNameIsNeitherRemovedNorPutInThePlace() throws Exception {
    Path other = Files.writeString(folder.resolve("other"), "other");
    Path temporary;
    try (Replacement replacement = begin(old())) {
      temporary = replacement.temporary();
      Files.move(other, temporary, StandardCopyOption.REPLACE_EXISTING);
      assertThatExceptionOfType(NotReplaceableException.class)
          .isThrownBy(replacement::takePlace)
          .withMessageContaining("is gone meanwhile");
    }
    assertThat(file).hasContent("old");
    assertThat(temporary).hasContent("other");
  }

  @Test
  void aFileThatReplacesNoneIsMadeAsItShallLook() throws Exception {
    NewFile look = new NewFile(fromString("rwx------"));
    try (Replacement replacement = Replacement.begin(file, look, true)) {
      replacement.takePlace();
      replacement.forceName();
    }
    assertThat(Files.getPosixFilePermissions(file)).isEqualTo(fromString("rwx------"));
    replace(folder.resolve("usual"));
    assertThat(Files.getPosixFilePermissions(folder.resolve("usual")))
        .isEqualTo(Files.getPosixFilePermissions(Files.createFile(folder.resolve("plain"))));
  }

  @Test
  void itsNameCannotBeGuessedAndIsShort() throws Exception {
    file = folder.resolve("n".repeat(255));
    Set<Path> names = new HashSet<>();
    for (int i = 0; i < 100; i++) {
      try (Replacement replacement = begin(file)) {
        Path name = replacement.temporary().getFileName();
        assertThat(name.toString()).hasSizeLessThan(64).startsWith(".").endsWith(".part");
        assertThat(names.add(name)).isTrue();
      }
    }
    replace(file);
    replace(file);
  }

  @Test
  void setuidSetgidAndStickyAreNotRestored() throws Exception {
    Files.setAttribute(old(), "unix:mode", 07755);
    replace(file);
    assertThat((int) Files.getAttribute(file, "unix:mode") & 07777).isEqualTo(0755);
  }

  @Test
  void attributesOfTheUserAreKept() throws Exception {
    assumeTrue(
        Files.getFileStore(folder).supportsFileAttributeView(UserDefinedFileAttributeView.class));
    byte[] value = new byte[1000];
    value[7] = 7;
    Files.setAttribute(old(), "user:checksum", value);
    Files.setAttribute(file, "user:empty", new byte[0]);
    Files.setPosixFilePermissions(file, fromString("r--r--r--"));
    replace(file);
    assertThat(Files.getAttribute(file, "user:checksum")).isEqualTo(value);
    assertThat(Files.getAttribute(file, "user:empty")).isEqualTo(new byte[0]);
  }

  @Test
  void permissionsThatChangeMeanwhileAreThoseOfTheNewFile() throws Exception {
    Files.setPosixFilePermissions(old(), fromString("rw-rw-rw-"));
    try (Replacement replacement = begin(file)) {
      Files.setPosixFilePermissions(file, fromString("rw-------"));
      replacement.takePlace();
    }
    assertThat(Files.getPosixFilePermissions(file)).isEqualTo(fromString("rw-------"));
  }

  /** A link says of itself that all may do everything. */
  @Test
  void aLinkThatIsPutThereMeanwhileGivesNobodyMoreRights() throws Exception {
    Files.setPosixFilePermissions(old(), fromString("rw-------"));
    try (Replacement replacement = begin(file)) {
      Files.delete(file);
      Files.createSymbolicLink(file, folder.resolve("elsewhere"));
      replacement.takePlace();
    }
    assertThat(file).isRegularFile();
    assertThat(Files.getPosixFilePermissions(file)).isEqualTo(fromString("rw-------"));
    assertThat(list(folder)).containsExactly(file);
  }

  @Test
  void aDirectoryThatIsPutThereMeanwhileIsToldAsThat() throws Exception {
    old();
    try (Replacement replacement = begin(file)) {
      Files.delete(file);
      Files.createDirectory(file);
      assertThatExceptionOfType(NotReplaceableException.class)
          .isThrownBy(replacement::takePlace)
          .withMessageContaining("directory")
          .withMessageNotContaining("hard links");
    }
    assertThat(file).isDirectory();
  }

  @Test
  void aFileWithSeveralNamesIsRefused() throws Exception {
    Path other = Files.createLink(folder.resolve("other"), old());
    assertThatExceptionOfType(NotReplaceableException.class)
        .isThrownBy(() -> begin(file))
        .withMessageContainingAll(file.toString(), "2 names", "delete this name");
    assertThat(list(folder)).containsExactlyInAnyOrder(file, other);
    Files.delete(other);
    try (Replacement replacement = begin(file)) {
      Files.createLink(other, file);
      assertThatExceptionOfType(NotReplaceableException.class)
          .isThrownBy(replacement::takePlace)
          .withMessageContaining("2 names");
    }
    assertThat(file).hasContent("old");
    assertThat(list(folder)).containsExactlyInAnyOrder(file, other);
  }

  @Test
  void aLinkThatLeadsNowhereHasItsTargetCreated() throws Exception {
    Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    Path second = Files.createSymbolicLink(elsewhere.resolve("link"), Path.of("real"));
    Path link = Files.createSymbolicLink(file, Path.of("elsewhere", "link"));
    replace(link);
    replace(link);
    assertThat(link).isSymbolicLink();
    assertThat(second).isSymbolicLink();
    assertThat(elsewhere.resolve("real")).isRegularFile().hasContent("new");
    assertThat(list(folder)).containsExactlyInAnyOrder(file, elsewhere);
  }

  @Test
  void aLinkThatLeadsToItselfIsAnError() throws Exception {
    Files.createSymbolicLink(file, file.getFileName());
    assertThatExceptionOfType(FileSystemException.class)
        .isThrownBy(() -> begin(file))
        .withMessageContainingAll(file.toString(), "links");
    assertThat(list(folder)).containsExactly(file);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void anOpenFileWithoutANameIsRefused() throws Exception {
    try (var open = new java.io.RandomAccessFile(old().toFile(), "rw")) {
      Files.delete(file);
      open.write(1);
      Path number = descriptor();
      assertThatExceptionOfType(NotReplaceableException.class)
          .isThrownBy(() -> begin(number))
          .withMessageContainingAll(number.toString(), "no name");
    }
    assertThat(list(folder)).isEmpty();
  }

  private Path descriptor() throws IOException {
    for (Path each : list(Path.of("/proc/self/fd"))) {
      if (Files.isSymbolicLink(each)
          && Files.readSymbolicLink(each).toString().equals(file + " (deleted)")) {
        return each;
      }
    }
    throw new AssertionError("no descriptor of " + file);
  }

  @Test
  void whatIsNoRegularFileIsRefused() throws Exception {
    assertThatExceptionOfType(NotReplaceableException.class)
        .isThrownBy(() -> begin(folder))
        .withMessageContainingAll(folder.toString(), "not a regular file");
    assertThat(list(folder)).isEmpty();
  }

  @Test
  void whatFailsAtTheEndLeavesTheOldFile() throws Exception {
    old();
    try (Replacement replacement = begin(file)) {
      Files.delete(replacement.temporary());
      assertThatExceptionOfType(NotReplaceableException.class)
          .isThrownBy(replacement::takePlace)
          .withMessageContainingAll(file.toString(), "cannot be replaced", "gone");
    }
    assertThat(file).hasContent("old");
    assertThat(list(folder)).containsExactly(file);
  }

  @Test
  void filesOfOtherFileSystemsAreReplacedToo() throws Exception {
    URI archive = URI.create("jar:" + folder.resolve("archive.zip").toUri());
    for (Map<String, ?> settings :
        List.of(
            Map.of("create", true), Map.of("create", true, "enablePosixFileAttributes", true))) {
      try (FileSystem zip = FileSystems.newFileSystem(archive, settings)) {
        Path inside = zip.getPath("/file");
        replace(inside);
        Files.writeString(inside, "older");
        try (Replacement replacement =
            Replacement.begin(inside, new NewFile(fromString("rwx------")), true)) {
          replacement.channel().write(ByteBuffer.wrap("newer".getBytes(UTF_8)));
          replacement.takePlace();
          replacement.forceName();
        }
        assertThat(Files.readString(inside)).isEqualTo("newer");
        assertThat(list(zip.getPath("/"))).containsExactly(inside);
      }
      Files.delete(folder.resolve("archive.zip"));
    }
  }
}
