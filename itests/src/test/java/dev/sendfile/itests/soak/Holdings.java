package dev.sendfile.itests.soak;

import dev.sendfile.tck.fixture.Resources;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What this JVM holds while no transfer runs, beside what it held at first. */
final class Holdings {

  /**
   * Descriptors of pipes that {@code native-splice} keeps for the next transfer, at most: four
   * pipes each, of the one found on the class path, of the one beside strategies that give up, and
   * of the one in the framework.
   */
  private static final int KEPT = 3 * 4 * 2;

  private static final String PIPE = "pipe";

  /**
   * Descriptors of the large file in each world, at most: the shared channel, the shared source,
   * and what a native strategy keeps with that until its bundle goes. When all is closed, {@link
   * Worlds} sees that none is left.
   */
  private static final int OF_LARGE_FILE = 3;

  private final Path folder;
  private final Resources first = Resources.now();
  private final Resources bound;
  private final long heap = liveHeap();
  private final List<String> leaks = new ArrayList<>();
  private long lost;
  private int looks;
  private long lastHeap = heap;

  /**
   * Begins with what is held now.
   *
   * @param before before anything was transferred
   */
  Holdings(Path folder, Resources before) {
    this.folder = folder;
    List<String> descriptors = new ArrayList<>(first.descriptors());
    fill(descriptors, PIPE, Collections.frequency(before.descriptors(), PIPE) + KEPT);
    for (String file : new HashSet<>(first.descriptors())) {
      if (file.startsWith(folder.toString()) && file.endsWith(Ground.LARGE)) {
        fill(descriptors, file, OF_LARGE_FILE);
      }
    }
    bound = new Resources(descriptors, first.directBytes(), first.threads());
  }

  /**
   * Looks; what there is more of is a leak.
   *
   * @param mayBeLost mappings that the JDK may have lost: an interrupt that comes while it maps a
   *     part of a file leaves that part mapped, and nobody knows where
   */
  void look(long mayBeLost) {
    looks++;
    try {
      bound.awaitReturn();
      List<String> now = Resources.now().descriptors();
      if (now.size() - pipes(now) > bound.descriptors().size() - pipes(bound.descriptors())) {
        leaks.add("descriptors " + first.descriptors() + " became " + now);
      }
      lost = mappings();
      if (lost > mayBeLost) {
        Resources.awaitUnmapped(folder);
      }
    } catch (AssertionError e) {
      leaks.add(e.getMessage());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    lastHeap = liveHeap();
  }

  private static void fill(List<String> descriptors, String with, int upTo) {
    int there = Collections.frequency(descriptors, with);
    descriptors.addAll(Collections.nCopies(Math.max(0, upTo - there), with));
  }

  private static int pipes(List<String> descriptors) {
    return Collections.frequency(descriptors, PIPE);
  }

  private long mappings() throws IOException {
    Path maps = Path.of("/proc/self/maps");
    if (!Files.isReadable(maps)) {
      return 0;
    }
    try (Stream<String> lines = Files.lines(maps, StandardCharsets.ISO_8859_1)) {
      return lines.filter(it -> it.contains(folder.toString())).count();
    }
  }

  /** Mappings that the JDK has lost. */
  long lost() {
    return lost;
  }

  private static long liveHeap() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  List<String> leaks() {
    return leaks;
  }

  int looks() {
    return looks;
  }

  String heap() {
    return String.format(
        Locale.ROOT,
        "at most %d MiB of %d; live after collection %.1f MiB at first, %.1f at last",
        peak() >> 20,
        Runtime.getRuntime().maxMemory() >> 20,
        heap / 1048576.0,
        lastHeap / 1048576.0);
  }

  String direct() {
    return String.format(
        Locale.ROOT,
        "%.1f MiB at first, %.1f at last",
        first.directBytes() / 1048576.0,
        Resources.directMemory() / 1048576.0);
  }

  String descriptors() {
    return first.descriptors().size() + " at first, " + Resources.now().descriptors().size();
  }

  /** The sum of what each part of the heap held at most, so no less than what all held at once. */
  private static long peak() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(it -> it.getType() == MemoryType.HEAP)
        .map(MemoryPoolMXBean::getPeakUsage)
        .mapToLong(it -> it.getUsed())
        .sum();
  }
}
