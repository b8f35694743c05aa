package dev.sendfile.cli;

import dev.sendfile.Sendfile;
import dev.sendfile.StrategyInfo;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is to be known of the strategies that call the kernel themselves, those of {@code
 * sendfile-provider-native}: what they need of the JVM, and whether it gives that.
 */
final class NativeStrategies {

  /** The Java that they are built for. */
  static final int JAVA = 22;

  /** Bytes from which on a transfer waits until they are prepared: 64 MiB. */
  static final long WORTH_WAITING = 64 << 20;

  /** All of them, where Java is older. */
  static final Diagnosis.Unused TOO_NEW =
      new Diagnosis.Unused(
          "native-*",
          "sendfile-provider-native needs Java "
              + JAVA
              + " or later, and this is Java "
              + Runtime.version().feature());

  /** Their module; also the package of their classes. */
  private static final String MODULE = "dev.sendfile.ffm";

  /**
   * What this JVM lets them do.
   *
   * @param enabled whether native calls go without a warning
   * @param open whether they may see which descriptors the channels and sockets of the JDK have
   */
  record Access(boolean enabled, boolean open) {

    /** Asks. To be asked before the first call: Java enables what it has warned of. */
    static Access now() {
      Module module =
          ModuleLayer.boot()
              .findModule(MODULE)
              .orElse(ClassLoader.getSystemClassLoader().getUnnamedModule());
      Module base = Object.class.getModule();
      return new Access(
          enabled(module), base.isOpen("sun.nio.ch", module) && base.isOpen("java.net", module));
    }

    private static boolean enabled(Module module) {
      try { // a method of Java 22
        return (Boolean) Module.class.getMethod("isNativeAccessEnabled").invoke(module);
      } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
        return false;
      }
    }

    boolean complete() {
      return enabled && open;
    }
  }

  private NativeStrategies() {}

  /** The names of those that are deployed. */
  static Set<String> names(Sendfile sendfile) {
    return sendfile.strategies().stream()
        .filter(it -> has(it.provider()))
        .map(StrategyInfo::name)
        .collect(Collectors.toSet());
  }

  /** Whether a class is one of theirs. */
  static boolean has(String provider) {
    return provider.startsWith(MODULE + ".");
  }

  /** Whether they were meant that could not be loaded. */
  static boolean named(String reason) {
    return reason.contains(MODULE) || reason.contains(MODULE.replace('.', '/'));
  }

  /** The options of the JVM that give all access, by where the library is. */
  static Map<String, List<String>> options() {
    Map<String, List<String>> options = new LinkedHashMap<>();
    options.put("on the module path", optionsFor(MODULE));
    options.put("on the class path, in OSGi", optionsFor("ALL-UNNAMED"));
    return options;
  }

  private static List<String> optionsFor(String module) {
    List<String> options = new ArrayList<>(List.of("--enable-native-access=" + module));
    Stream.of("sun.nio.ch", "java.net")
        .map(it -> "--add-opens=java.base/" + it + "=" + module)
        .forEach(options::add);
    return options;
  }
}
