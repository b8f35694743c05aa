package dev.sendfile.cli;

import dev.sendfile.bench.contest.Occasion;
import dev.sendfile.bench.result.Mode;
import dev.sendfile.bench.result.Work;
import java.util.Iterator;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads what a benchmark can do by the names that its results have. */
final class Named {

  private Named() {}

  /** Reads a work. */
  static final class WorkConverter implements ITypeConverter<Work> {
    @Override
    public Work convert(String text) {
      return find(text, "work", Work::label, Work.values());
    }
  }

  /** The works as users write them, for the help. */
  static final class Works implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Stream.of(Work.values()).map(Work::label).iterator();
    }
  }

  /** Reads a mode. */
  static final class ModeConverter implements ITypeConverter<Mode> {
    @Override
    public Mode convert(String text) {
      return find(text, "mode", Mode::label, Mode.values());
    }
  }

  /** The modes as users write them, for the help. */
  static final class Modes implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Stream.of(Mode.values()).map(Mode::label).iterator();
    }
  }

  /** Reads an occasion. */
  static final class OccasionConverter implements ITypeConverter<Occasion> {
    @Override
    public Occasion convert(String text) {
      return find(text, "route to calibrate", Occasion::label, Occasion.values());
    }
  }

  /** The occasions as users write them, for the help. */
  static final class Occasions implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Stream.of(Occasion.values()).map(Occasion::label).iterator();
    }
  }

  private static <T> T find(String text, String what, Function<T, String> name, T[] all) {
    return Stream.of(all)
        .filter(it -> name.apply(it).equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new TypeConversionException(
                    "'"
                        + text
                        + "' is no "
                        + what
                        + "; there are "
                        + Stream.of(all).map(name).collect(Collectors.joining(", "))));
  }
}
