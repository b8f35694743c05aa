package dev.sendfile.internal.profile;

import dev.sendfile.spi.EndKind;
import dev.sendfile.spi.Situation;
import dev.sendfile.spi.Situation.Trait;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** How a situation is written: {@code file.tcp.header.prepared-source}. */
final class Key {

  private static final Pattern KIND = Pattern.compile("[a-z][a-z0-9-]*");

  private Key() {}

  /**
   * Writes a situation.
   *
   * @throws IllegalArgumentException if the name of a kind cannot be written
   */
  static String of(Situation situation) {
    StringBuilder key = new StringBuilder();
    key.append(kind(situation.route().source().name())).append('.');
    key.append(kind(situation.route().target().name()));
    situation.traits().forEach(it -> key.append('.').append(it));
    return key.toString();
  }

  /**
   * Reads a situation.
   *
   * @throws IllegalArgumentException if it is none
   */
  static Situation parse(String key) {
    List<String> words = List.of(key.split("\\.", -1));
    if (words.size() < 2) {
      throw new IllegalArgumentException("it names no route: that is like file.tcp");
    }
    return Situation.of(
        new EndKind(kind(words.get(0))),
        new EndKind(kind(words.get(1))),
        words.subList(2, words.size()).stream().map(Key::trait).toArray(Trait[]::new));
  }

  private static String kind(String name) {
    if (!KIND.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "'" + name + "' is not the name of a kind: lower case letters, digits and hyphens");
    }
    return name;
  }

  private static Trait trait(String word) {
    Optional<Trait> known =
        Stream.of(Trait.values()).filter(it -> it.toString().equals(word)).findFirst();
    return known.orElseThrow(
        () -> new IllegalArgumentException("'" + word + "' is none of " + List.of(Trait.values())));
  }
}
