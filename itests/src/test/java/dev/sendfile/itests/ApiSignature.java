package dev.sendfile.itests;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;

/**
 * What callers can name in the exported packages of a jar, as text: one block a type, one line a
 * member, sorted. It is what {@code javap} says, and what it leaves out, the permitted subtypes.
 * Null annotations are not in it.
 */
final class ApiSignature {

  /** How many lines of either side a difference shows. */
  private static final int SHOWN = 8;

  private ApiSignature() {}

  /** The lines. */
  static List<String> of(Path jar) throws IOException {
    try (URLClassLoader loader = Delivered.loader(jar)) {
      Set<Class<?>> types = new TreeSet<>(Comparator.comparing(Class::getName));
      for (Class<?> type : Delivered.exportedTypes(jar, loader)) {
        addWithInherited(type, types);
      }
      List<String> lines = new ArrayList<>();
      for (Class<?> type : types) {
        lines.addAll(block(type, javap(jar, type.getName())));
      }
      return lines;
    }
  }

  /** A type of the jar that cannot be named still gives its members to those below it. */
  private static void addWithInherited(Class<?> type, Collection<Class<?>> types) {
    if (types.add(type)) {
      List<Class<?>> above = new ArrayList<>(Arrays.asList(type.getInterfaces()));
      if (type.getSuperclass() != null) {
        above.add(type.getSuperclass());
      }
      for (Class<?> it : above) {
        if (it.getClassLoader() == type.getClassLoader()) {
          addWithInherited(it, types);
        }
      }
    }
  }

  private static List<String> javap(Path jar, String type) {
    ToolProvider javap =
        ToolProvider.findFirst("javap").orElseThrow(() -> new AssertionError("needs a JDK"));
    StringWriter text = new StringWriter();
    PrintWriter out = new PrintWriter(text);
    int exit = javap.run(out, out, "-protected", "-constants", "-cp", jar.toString(), type);
    if (exit != 0) {
      throw new AssertionError("javap of " + type + " failed: " + text);
    }
    return text.toString().lines().toList();
  }

  /** In an order of our own: that of the members in a class file means nothing. */
  private static List<String> block(Class<?> type, List<String> javap) {
    List<String> block = new ArrayList<>();
    javap.stream().filter(it -> it.endsWith("{")).forEach(block::add);
    if (type.isSealed()) {
      block.add(
          Arrays.stream(type.getPermittedSubclasses())
              .map(Class::getName)
              .sorted()
              .collect(Collectors.joining(", ", "  permits ", ";")));
    }
    javap.stream().filter(it -> it.startsWith("  ")).sorted().forEach(block::add);
    block.add("}");
    return block;
  }

  /** The first lines that only one side has, each with the type it belongs to; empty if equal. */
  static String difference(List<String> recorded, List<String> now) {
    if (recorded.equals(now)) {
      return "";
    }
    Set<String> gone = members(recorded);
    Set<String> added = members(now);
    gone.removeAll(members(now));
    added.removeAll(members(recorded));
    return gone.isEmpty() && added.isEmpty()
        ? "The lines are the same, in another order or number.\n"
        : shown("recorded", gone) + shown("now", added);
  }

  private static Set<String> members(List<String> lines) {
    Set<String> members = new LinkedHashSet<>();
    String type = "";
    for (String line : lines) {
      if (line.endsWith("{")) {
        type = line.replaceFirst(".*\\b(class|interface) ([^ <]+).*", "$2");
        members.add(line.substring(0, line.length() - 1).strip());
      } else if (line.startsWith("  ")) {
        members.add(type + ": " + line.strip());
      }
    }
    return members;
  }

  private static String shown(String side, Set<String> lines) {
    String more = lines.size() > SHOWN ? "  ... and " + (lines.size() - SHOWN) + " more\n" : "";
    return lines.stream()
        .limit(SHOWN)
        .map(it -> "  " + side + " only: " + it + "\n")
        .collect(Collectors.joining("", "", more));
  }
}
