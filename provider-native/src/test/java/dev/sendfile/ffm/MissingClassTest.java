package dev.sendfile.ffm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sendfile.FileSource;
import dev.sendfile.PreparedTarget;
import dev.sendfile.Sendfile;
import dev.sendfile.TransferException;
import dev.sendfile.TransferRequest;
import dev.sendfile.TransferResult;
import dev.sendfile.spi.TransferStrategy;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A jar may be replaced while its classes are still being loaded: then one cannot be any more, at
 * whatever moment. Nothing may be left open by that, least of all a connection that its owner has
 * closed.
 */
class MissingClassTest {

  private static final String PACKAGE = "dev.sendfile.ffm.";

  @TempDir Path folder;

  static Stream<String> classes() throws Exception {
    Path folder = Path.of(NativeStrategy.class.getResource("NativeStrategy.class").toURI());
    try (Stream<Path> files = Files.list(folder.getParent())) {
      return files
          .map(it -> it.getFileName().toString().replace(".class", ""))
          .filter(
              it -> !it.startsWith("Native") && !it.contains("-info") && !it.equals("Activator"))
          .sorted()
          .toList()
          .stream();
    }
  }

  /** The classes of this module once more, but for one. */
  private static final class Loader extends URLClassLoader {

    private final String missing;

    Loader(String missing) {
      super(
          new URL[] {NativeStrategy.class.getProtectionDomain().getCodeSource().getLocation()},
          NativeStrategy.class.getClassLoader());
      this.missing = missing;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      synchronized (getClassLoadingLock(name)) {
        if (!name.startsWith(PACKAGE)) {
          return super.loadClass(name, resolve);
        }
        if (name.equals(PACKAGE + missing)) {
          throw new ClassNotFoundException(name + " was taken away");
        }
        Class<?> loaded = findLoadedClass(name);
        return loaded == null ? findClass(name) : loaded;
      }
    }

    TransferStrategy strategy(String name) throws ReflectiveOperationException {
      return (TransferStrategy) loadClass(PACKAGE + name).getConstructor().newInstance();
    }
  }

  /** What the JDK opens with the first connection that is closed stays open. */
  @BeforeAll
  static void closeAConnection() throws Exception {
    Connection.open().close();
  }

  @ParameterizedTest
  @MethodSource("classes")
  void leavesNothingOpen(String missing) throws Exception {
    Path file = Files.write(folder.resolve("file"), Pattern.of(300_000));
    List<String> before = open();
    try (Loader loader = new Loader(missing)) {
      sendPrepared(loader, file);
      pump(loader);
    }
    await()
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(() -> assertThat(open()).containsExactlyInAnyOrderElementsOf(before));
  }

  @Test
  void isSaidToBeMissing() throws Exception {
    Path file = Files.write(folder.resolve("file"), Pattern.of(10));
    try (Loader loader = new Loader("Scratch")) {
      TransferStrategy strategy = loader.strategy("NativeSendfile");
      Sendfile forced = Sendfile.builder().strategies(strategy).force(strategy.name()).build();
      assertThatThrownBy(
              () -> forced.transfer(TransferRequest.from(file).to(folder.resolve("copy"))))
          .isInstanceOf(TransferException.class);

      assertThat(strategy.availability().toString())
          .contains("a class of this provider could not be loaded: dev.sendfile.ffm.Scratch")
          .contains("bundle was updated or uninstalled");
    }
  }

  /** What descriptors lead to that a transfer might leave. */
  private static List<String> open() throws Exception {
    List<String> open = new ArrayList<>();
    for (int number : Proc.numbers()) {
      try {
        String leadsTo = Files.readSymbolicLink(Proc.descriptor(number)).toString();
        if (!leadsTo.endsWith(".jar")) {
          open.add(leadsTo);
        }
      } catch (IOException e) {
        // closed since it was listed
      }
    }
    return open;
  }

  private static void sendPrepared(Loader loader, Path file) throws Exception {
    try (Connection connection = Connection.open()) {
      CompletableFuture<byte[]> received = connection.received();
      try (FileSource source = FileSource.open(file);
          PreparedTarget target = PreparedTarget.of(connection.near)) {
        transfer(loader, "NativeSendfile", TransferRequest.from(source).to(target));
      }
      connection.near.close();
      // which the receiver would wait for as long as a duplicate is open
      assertThat(Connection.await(received)).hasSizeLessThanOrEqualTo(300_000);
    }
  }

  private static void pump(Loader loader) throws Exception {
    try (Connection from = Connection.open();
        Connection to = Connection.open()) {
      from.far.write(ByteBuffer.wrap(Pattern.of(10_000)));
      from.far.shutdownOutput();
      CompletableFuture<byte[]> received = to.received();
      transfer(loader, "NativeSplice", TransferRequest.from(from.near).to(to.near));
      to.near.close();
      assertThat(Connection.await(received)).hasSizeLessThanOrEqualTo(10_000);
    }
  }

  /** However it ends: not everywhere is there another way to say so than the error of the JVM. */
  private static void transfer(Loader loader, String name, TransferRequest request)
      throws Exception {
    try {
      TransferStrategy strategy = loader.strategy(name);
      try {
        TransferResult result =
            Sendfile.builder()
                .strategies(strategy)
                .force(strategy.name())
                .build()
                .transfer(request);
        assertThat(result.bytes()).isPositive();
      } finally {
        if (strategy instanceof AutoCloseable keepsPipes) {
          keepsPipes.close();
        }
      }
    } catch (TransferException | LinkageError | InvocationTargetException e) {
      // what is left is what matters
    }
  }
}
