package dev.sendfile.itests.soak;

import dev.sendfile.Sendfile;
import dev.sendfile.StrategyInfo;
import dev.sendfile.itests.fixture.Tls;
import dev.sendfile.tck.fixture.Resources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.LongFunction;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.awaitility.Awaitility;

/** The library on the class path, and the library in a framework in which providers come and go. */
final class Worlds implements LongFunction<Map<String, String>>, AutoCloseable {

  private final Path folder = Files.createTempDirectory("sendfile-soak");
  private final ExecutorService peers =
      Executors.newCachedThreadPool(
          work -> {
            Thread thread = new Thread(work, "test-peer");
            thread.setDaemon(true);
            return thread;
          });
  private final Deployment deployment;
  private final Trials classPath;
  private final LongFunction<Map<String, String>> framework;

  Worlds(Settings settings) throws Exception {
    List<String> strategies =
        Sendfile.getDefault().strategies().stream().map(StrategyInfo::name).toList();
    SSLContext tls = Tls.context(folder);
    byte[] pattern = Ground.bytes(settings.mostBytes());
    classPath =
        new Trials(
            settings.seed(),
            settings.mostBytes(),
            strategies,
            Files.createDirectory(folder.resolve("class-path")),
            pattern,
            tls,
            peers,
            null);
    deployment = new Deployment(folder.resolve("storage"), settings.seed());
    framework =
        inFramework(
            deployment.make(
                Trials.class,
                settings.seed(),
                settings.mostBytes(),
                strategies,
                Files.createDirectory(folder.resolve("framework")),
                pattern,
                tls,
                peers,
                deployment.changes()));
    deployment.start();
  }

  @SuppressWarnings("unchecked")
  private static LongFunction<Map<String, String>> inFramework(Object trials) {
    return (LongFunction<Map<String, String>>) trials;
  }

  @Override
  public Map<String, String> apply(long number) {
    return classPath.choices(number).framework ? framework.apply(number) : classPath.apply(number);
  }

  Path folder() {
    return folder;
  }

  Deployment deployment() {
    return deployment;
  }

  @Override
  public void close() throws Exception {
    classPath.close();
    ((AutoCloseable) framework).close();
    deployment.close();
    peers.shutdownNow();
    Awaitility.await("that no file of the soak is open")
        .atMost(Duration.ofMinutes(1))
        .until(this::openFiles, List::isEmpty);
    removeFiles();
  }

  /** What a strategy keeps with a prepared file is closed with that, at the latest. */
  private List<String> openFiles() {
    return Resources.now().descriptors().stream()
        .filter(it -> it.startsWith(folder.toString()) && !it.contains("/storage/"))
        .toList();
  }

  private void removeFiles() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
