package dev.sendfile;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.spi.FileSystemProvider;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Paths of somebody else's, of one file each, whose channels and looks a test makes up. */
final class OddProvider extends FileSystemProvider {

  /** Opens a channel. */
  @FunctionalInterface
  interface Opening {
    SeekableByteChannel open() throws IOException;
  }

  private final FileSystem files = new OddFiles(this);
  private final Path real;
  private final Opening opening;
  private @Nullable RuntimeException ofLooking;

  /**
   * Makes a provider.
   *
   * @param real the file whose attributes are told
   * @param opening what is opened in its place
   */
  OddProvider(Path real, Opening opening) {
    this.real = real;
    this.opening = opening;
  }

  /** Whoever looks at a file gets this. */
  OddProvider failingToLook(RuntimeException thrown) {
    ofLooking = thrown;
    return this;
  }

  /** The path, which answers what is asked of it here and nothing else. */
  Path path() {
    return (Path)
        Proxy.newProxyInstance(
            OddProvider.class.getClassLoader(),
            new Class<?>[] {Path.class},
            (self, method, arguments) ->
                switch (method.getName()) {
                  case "getFileSystem" -> files;
                  case "toString" -> "odd";
                  case "hashCode" -> 1;
                  case "equals" -> self == Objects.requireNonNull(arguments)[0];
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }

  @Override
  public String getScheme() {
    return "odd";
  }

  @Override
  public SeekableByteChannel newByteChannel(
      Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
      throws IOException {
    return opening.open();
  }

  @Override
  public <A extends BasicFileAttributes> A readAttributes(
      Path path, Class<A> type, LinkOption... options) throws IOException {
    if (ofLooking != null) {
      throw ofLooking;
    }
    return Files.readAttributes(real, type, options);
  }

  @Override
  public Map<String, Object> readAttributes(Path path, String names, LinkOption... options)
      throws IOException {
    return Files.readAttributes(real, names, options);
  }

  @Override
  public FileSystem newFileSystem(URI uri, Map<String, ?> environment) {
    throw new UnsupportedOperationException();
  }

  @Override
  public FileSystem getFileSystem(URI uri) {
    return files;
  }

  @Override
  public Path getPath(URI uri) {
    return path();
  }

  @Override
  public DirectoryStream<Path> newDirectoryStream(
      Path folder, DirectoryStream.Filter<? super Path> filter) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void createDirectory(Path folder, FileAttribute<?>... attributes) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void delete(Path path) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void copy(Path source, Path target, CopyOption... options) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void move(Path source, Path target, CopyOption... options) {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean isSameFile(Path one, Path other) {
    return one.equals(other);
  }

  @Override
  public boolean isHidden(Path path) {
    return false;
  }

  @Override
  public FileStore getFileStore(Path path) throws IOException {
    return Files.getFileStore(real);
  }

  @Override
  public void checkAccess(Path path, AccessMode... modes) {}

  @Override
  public <V extends FileAttributeView> @Nullable V getFileAttributeView(
      Path path, Class<V> type, LinkOption... options) {
    return null;
  }

  @Override
  public void setAttribute(Path path, String name, Object value, LinkOption... options) {
    throw new UnsupportedOperationException();
  }
}
