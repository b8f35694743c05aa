package dev.sendfile.itests;

import dev.sendfile.FileSource;
import dev.sendfile.Sendfile;
import dev.sendfile.TransferException;
import dev.sendfile.TransferRequest;
import dev.sendfile.TransferSource;
import dev.sendfile.spi.TransferStrategy;
import dev.sendfile.tck.fixture.Content;
import dev.sendfile.tck.fixture.Line;
import dev.sendfile.tck.fixture.Receiver;
import dev.sendfile.tck.fixture.Resources;
import dev.sendfile.tck.fixture.TargetKind;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A provider's jar may be replaced while its classes are still being loaded: then one cannot be any
 * more, at whatever moment of a transfer. Nothing that was acquired by then may be left.
 */
class MissingClassIT {

  private static final int SIZE = 10_000;

  @TempDir static Path folder;
  private static Path file;

  @BeforeAll
  static void makeFile() throws Exception {
    file = Content.file(folder, SIZE);
  }

  static Stream<Arguments> classes() throws Exception {
    List<Arguments> all = new ArrayList<>();
    for (String name : List.of("nio", "mmap", "rwloop")) {
      Path jar =
          Path.of(System.getProperty("sendfile.modules.dir"), "sendfile-provider-" + name + ".jar");
      String inside = "dev/sendfile/" + name + "/";
      try (JarFile open = new JarFile(jar.toFile())) {
        open.stream()
            .map(it -> it.getName())
            .filter(it -> it.startsWith(inside) && it.endsWith(".class"))
            .filter(it -> !it.endsWith("-info.class") && !it.endsWith("Activator.class"))
            .map(it -> it.substring(0, it.length() - ".class".length()).replace('/', '.'))
            .forEach(it -> all.add(Arguments.of(jar, it)));
      }
    }
    return all.stream();
  }

  /** The classes of a provider once more, but for one. */
  private static final class Loader extends URLClassLoader {

    private final String within;
    private final String missing;

    Loader(Path jar, String missing) throws MalformedURLException {
      super(new URL[] {jar.toUri().toURL()}, Sendfile.class.getClassLoader());
      this.within = missing.substring(0, missing.lastIndexOf('.') + 1);
      this.missing = missing;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      synchronized (getClassLoadingLock(name)) {
        if (!name.startsWith(within)) {
          return super.loadClass(name, resolve);
        }
        if (name.equals(missing)) {
          throw new ClassNotFoundException(name + " was taken away");
        }
        Class<?> loaded = findLoadedClass(name);
        return loaded == null ? findClass(name) : loaded;
      }
    }

    TransferStrategy strategy() {
      for (TransferStrategy each : ServiceLoader.load(TransferStrategy.class, this)) {
        if (each.getClass().getClassLoader() == this) {
          return each;
        }
      }
      throw new AssertionError("there is none in " + missing);
    }
  }

  @ParameterizedTest
  @MethodSource("classes")
  void leavesNothing(Path jar, String missing) throws Exception {
    Resources before = Resources.now();
    try (Loader loader = new Loader(jar, missing)) {
      for (TargetKind target : List.of(TargetKind.TCP_BLOCKING, TargetKind.STREAM)) {
        send(loader, target, TransferRequest.from(file));
        try (FileSource prepared = FileSource.builder(file).mapped().open()) {
          send(loader, target, TransferRequest.from(prepared));
        }
      }
    }
    before.awaitReturn();
    Resources.awaitUnmapped(file);
  }

  /** However it ends: what is left is what matters. */
  private static void send(Loader loader, TargetKind kind, TransferSource source) throws Exception {
    try (Line line = kind.open();
        Receiver receiver = Receiver.eager(line)) {
      Sendfile.builder().strategies(loader.strategy()).build().transfer(line.to(source));
      receiver.awaitCount(SIZE);
    } catch (TransferException | ServiceConfigurationError | LinkageError e) {
      return; // nor is there a strategy without some of them
    }
  }
}
