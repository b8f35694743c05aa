package dev.sendfile.internal.end;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.StandardOpenOption;
import java.nio.file.WatchService;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.util.Objects;
import java.util.Set;

/**
 * The default file system as somebody else's: what looks at a file and what opens it does what a
 * test wants, and all else is answered for the real file.
 */
public final class StrangeFiles extends FileSystem {

  /** What opens a file. */
  @FunctionalInterface
  public interface Opening {
    /** Opens the real file, or something else in its place. */
    SeekableByteChannel open(Path real) throws IOException;
  }

  /** What happens before a file is looked at. */
  @FunctionalInterface
  public interface Look {
    /** Comes back, if it does, for the file to be looked at. */
    void begin() throws IOException;
  }

  private final FileSystem real = FileSystems.getDefault();
  private final StrangeProvider provider;

  private StrangeFiles(Opening opening, Look look) {
    provider = new StrangeProvider(this, opening, look);
  }

  /** One in which something else is opened than the file, and looking is nothing special. */
  public static StrangeFiles opening(Opening opening) {
    return new StrangeFiles(opening, () -> {});
  }

  /** One in which something else happens than a look, and files are opened for reading. */
  public static StrangeFiles looking(Look look) {
    return new StrangeFiles(path -> FileChannel.open(path, StandardOpenOption.READ), look);
  }

  /** A real file, by this file system. */
  public Path path(Path file) {
    return (Path)
        Proxy.newProxyInstance(
            StrangeFiles.class.getClassLoader(),
            new Class<?>[] {Path.class},
            (self, method, arguments) ->
                switch (method.getName()) {
                  case "getFileSystem" -> this;
                  case "equals" -> self == Objects.requireNonNull(arguments)[0];
                  default -> {
                    try {
                      yield method.invoke(file, arguments);
                    } catch (InvocationTargetException e) {
                      throw e.getCause();
                    }
                  }
                });
  }

  @Override
  public StrangeProvider provider() {
    return provider;
  }

  @Override
  public void close() {}

  @Override
  public boolean isOpen() {
    return true;
  }

  @Override
  public boolean isReadOnly() {
    return false;
  }

  @Override
  public String getSeparator() {
    return real.getSeparator();
  }

  @Override
  public Iterable<Path> getRootDirectories() {
    return real.getRootDirectories();
  }

  @Override
  public Iterable<FileStore> getFileStores() {
    return real.getFileStores();
  }

  @Override
  public Set<String> supportedFileAttributeViews() {
    return Set.of("basic");
  }

  @Override
  public Path getPath(String first, String... more) {
    return path(real.getPath(first, more));
  }

  @Override
  public PathMatcher getPathMatcher(String pattern) {
    return real.getPathMatcher(pattern);
  }

  @Override
  public UserPrincipalLookupService getUserPrincipalLookupService() {
    return real.getUserPrincipalLookupService();
  }

  @Override
  public WatchService newWatchService() {
    throw new UnsupportedOperationException();
  }
}
