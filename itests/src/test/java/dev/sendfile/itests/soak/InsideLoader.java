package dev.sendfile.itests.soak;

import dev.sendfile.tck.fixture.Task;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;

/** Makes the soak a second time, for the library that is a bundle. */
final class InsideLoader extends URLClassLoader {

  private static final Predicate<String> OURS =
      it -> it.startsWith("dev.sendfile.itests.") || it.startsWith("dev.sendfile.tck.");

  private final Bundle api;

  InsideLoader(Bundle api) {
    super(
        Stream.of(Trials.class, Task.class)
            .map(it -> it.getProtectionDomain().getCodeSource().getLocation())
            .distinct()
            .toArray(URL[]::new),
        InsideLoader.class.getClassLoader());
    this.api = api;
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    synchronized (getClassLoadingLock(name)) {
      if (OURS.test(name)) {
        Class<?> loaded = findLoadedClass(name);
        return loaded == null ? findClass(name) : loaded;
      }
      return name.startsWith("dev.sendfile.")
          ? api.loadClass(name)
          : super.loadClass(name, resolve);
    }
  }
}
