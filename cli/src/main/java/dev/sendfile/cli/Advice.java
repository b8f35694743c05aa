package dev.sendfile.cli;

import dev.sendfile.cli.NativeStrategies.Access;
import dev.sendfile.spi.Techniques;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What could be better about what there is. Full sentences. */
final class Advice {

  /** The first Java on which a {@code transferTo} was seen to end when its target is closed. */
  private static final int NOTICES_CLOSE = 25;

  private static final int VIRTUAL_THREADS = 21;

  private Advice() {}

  static List<String> on(
      List<Diagnosis.Strategy> strategies,
      List<Diagnosis.Unused> unused,
      Map<String, String> properties,
      Access access) {
    List<String> advice = new ArrayList<>();
    boolean kernelPath =
        strategies.stream()
            .anyMatch(it -> it.available() && it.technique().equals(Techniques.SENDFILE));
    if (!kernelPath) {
      advice.add(
          "No strategy of the technique sendfile is available, so the kernel's own path is closed:"
              + " deploy sendfile-provider-nio.");
    }
    boolean maps = strategies.stream().anyMatch(it -> it.technique().equals(Techniques.MMAPPED));
    if (!maps) {
      advice.add(
          "No strategy of the technique mmapped is here, so --force=mmapped cannot be had:"
              + " deploy sendfile-provider-mmap.");
    }
    if (unused.stream().anyMatch(it -> !it.equals(NativeStrategies.TOO_NEW))) {
      advice.add(
          "What cannot be used is damaged, built for a newer Java, or there twice:"
              + " deploy another build of it, or remove it.");
    }
    String force = properties.getOrDefault("dev.sendfile.force", "nothing");
    if (!force.equals("nothing")) {
      advice.add(
          "Every transfer is forced to "
              + force
              + ": without -Ddev.sendfile.force the best"
              + " strategy is chosen for each.");
    }
    if (ModuleLayer.boot().findModule("jdk.jfr").isEmpty()) {
      advice.add(
          "Transfers leave no event in the flight recorder: add --add-modules=jdk.jfr (to"
              + " bin/sendfile by SENDFILE_JAVA_OPTS).");
    }
    advice.addAll(onJava(Runtime.version().feature(), kernelPath));
    if (System.getProperty("os.name").equals("Linux")) {
      advice.addAll(onNative(Runtime.version().feature(), strategies, access));
    }
    return List.copyOf(advice);
  }

  /** Whether native strategies are here that lack options of the JVM. */
  static boolean lacks(List<Diagnosis.Strategy> strategies, Access access) {
    return !access.complete()
        && strategies.stream().anyMatch(it -> NativeStrategies.has(it.provider()));
  }

  private static List<String> onNative(
      int feature, List<Diagnosis.Strategy> strategies, Access access) {
    List<String> advice = new ArrayList<>();
    if (feature < NativeStrategies.JAVA) {
      advice.add(
          "The strategies native-* (splice, reflinks and more) need Java "
              + NativeStrategies.JAVA
              + " or later, and this is Java "
              + feature
              + ": run the java of a newer JDK.");
    } else if (strategies.stream().noneMatch(it -> NativeStrategies.has(it.provider()))) {
      advice.add(
          "No strategy native-* (splice, reflinks and more) is here: deploy"
              + " sendfile-provider-native.");
    } else if (!access.complete()) {
      if (!access.enabled()) {
        advice.add(
            "Java warns when a strategy native-* first calls the kernel, and with"
                + " --illegal-native-access=deny it refuses: enable native access by the first of"
                + " the options below.");
      }
      if (!access.open()) {
        advice.add(
            "The strategies native-* may not ask channels and sockets for their descriptors, and"
                + " decline where they find no other way: add the options --add-opens below.");
      }
      advice.add(
          "A framework takes them as options of its JVM: java OPTIONS -jar felix.jar, the variable"
              + " JDK_JAVA_OPTIONS, or in Karaf the variable EXTRA_JAVA_OPTS.");
    }
    return advice;
  }

  private static List<String> onJava(int feature, boolean kernelPath) {
    List<String> advice = new ArrayList<>();
    if (feature < VIRTUAL_THREADS) {
      advice.add(
          "Java 21 and later can run transfers on virtual threads; this is Java "
              + feature
              + ": run the java of a newer JDK (bin/sendfile takes SENDFILE_JAVA).");
    }
    if (feature < NOTICES_CLOSE && kernelPath) {
      advice.add(
          "On Java "
              + feature
              + ", to end a blocked transfer (close, cancel, timeout) its source is closed"
              + " too, even a FileChannel that others share, and small sends by the technique sendfile cost more,"
              + " as somebody has to watch them; Java 25 does without.");
    }
    return advice;
  }
}
