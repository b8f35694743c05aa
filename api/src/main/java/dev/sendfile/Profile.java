package dev.sendfile;

import dev.sendfile.internal.profile.Crossover;
import dev.sendfile.internal.profile.Crossovers;
import dev.sendfile.internal.profile.Machine;
import dev.sendfile.internal.profile.Measured;
import dev.sendfile.internal.profile.ProfileInUse;
import dev.sendfile.internal.profile.ProfileReader;
import dev.sendfile.internal.profile.ProfileWriter;
import dev.sendfile.spi.Situation;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which strategy was measured to be the fastest on one machine with one JDK: for each {@linkplain
 * Situation situation}, from which length on. Among strategies of equal weight, the one that it
 * names goes first; the built-in order holds for all others, and wherever it names none, or one
 * that is not there or does not serve. Immutable and safe for use by many threads.
 *
 * <p>{@code sendfile calibrate} makes one. The system property {@code dev.sendfile.profile}, the
 * key {@code profile} of the OSGi configuration, or {@link SendfileBuilder#profile} puts it to use,
 * where it is {@linkplain #isForHere() for here}.
 *
 * <p>As a file it is a text for people to read and correct: properties in UTF-8.
 *
 * <pre>
 * # rwloop is 1.31 times as fast as nio at 8192 bytes (95 %: 1.22 to 1.40)
 * fastest.file.tcp = rwloop from 0, nio from 12288
 * </pre>
 */
public final class Profile {

  private final Measured measured;
  private final Map<Situation, List<String>> evidence;
  private final String name;

  private Profile(Measured measured, Map<Situation, List<String>> evidence, String name) {
    this.measured = measured;
    this.evidence = evidence;
    this.name = name;
  }

  /**
   * Begins a profile of this machine and JDK.
   *
   * @return a builder
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Reads a file. Whether the profile is {@linkplain #isForHere() for here} is not asked.
   *
   * @param file a regular file of at most 256 KiB
   * @return the profile, without the evidence, which is comments
   * @throws IOException if it cannot be read, has an unknown format, or anything in it is not as it
   *     must be; the message names the file, the key, the value and the remedy
   */
  public static Profile load(Path file) throws IOException {
    return new Profile(ProfileReader.read(file), Map.of(), file.toString());
  }

  /**
   * Writes a file: equal profiles with equal evidence make the same bytes. It is there as a whole
   * or not at all, and replaces what is there as {@link TargetOption#REPLACE_ATOMICALLY} does.
   *
   * @param file the file
   * @throws IOException if it cannot be written
   */
  public void store(Path file) throws IOException {
    ProfileWriter.write(file, text());
  }

  private String text() {
    return ProfileWriter.text(measured, evidence);
  }

  /**
   * Returns when it was measured.
   *
   * @return the time, in whole seconds
   */
  public Instant made() {
    return measured.made();
  }

  /**
   * Returns what it names.
   *
   * @return for each situation the strategies by the smallest length at which they are the fastest,
   *     {@code nothing} where none is; unmodifiable
   */
  public Map<Situation, NavigableMap<Long, String>> crossovers() {
    Map<Situation, NavigableMap<Long, String>> all = new LinkedHashMap<>();
    measured
        .crossovers()
        .bySituation()
        .forEach(
            (situation, list) -> {
              NavigableMap<Long, String> byLength = new TreeMap<>();
              list.forEach(it -> byLength.put(it.from(), it.strategy()));
              all.put(situation, Collections.unmodifiableNavigableMap(byLength));
            });
    return Collections.unmodifiableMap(all);
  }

  /**
   * Tells whether it was made on a machine and a JDK like those at hand.
   *
   * @return {@code false} if there is a {@link #difference()}
   */
  public boolean isForHere() {
    return difference().isEmpty();
  }

  /**
   * Compares machine and JDK with those at hand: name and architecture of the operating system,
   * model and number of processors, version of the Java runtime.
   *
   * @return the first that differs, in words for a user; empty if none does
   */
  public Optional<String> difference() {
    return Optional.ofNullable(measured.machine().differenceFrom(Machine.here()));
  }

  /** For the settings: it holds from here on, or the log says why not. */
  ProfileInUse inUse() {
    return ProfileInUse.of(measured, name);
  }

  /** Evidence does not count: a file that was read has none. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Profile that && measured.equals(that.measured);
  }

  @Override
  public int hashCode() {
    return measured.hashCode();
  }

  /**
   * Returns the text of its file.
   *
   * @return several lines
   */
  @Override
  public String toString() {
    return text();
  }

  /** Makes a {@link Profile}. Not safe for use by several threads. */
  public static final class Builder {

    private final Map<Situation, List<Crossover>> crossovers = new HashMap<>();
    private final Map<Situation, List<String>> evidence = new HashMap<>();
    private Instant made = Instant.now();

    private Builder() {}

    /**
     * Sets when it was measured: now, unless set.
     *
     * @param time the time; parts of a second are dropped
     * @return this builder
     */
    public Builder made(Instant time) {
      made = Objects.requireNonNull(time, "time");
      return this;
    }

    /**
     * Says which strategy is the fastest from some length on, up to the next length that is given
     * for the same situation. Below the first one, the built-in order holds.
     *
     * @param situation the situation; the names of its kinds are lower case letters, digits and
     *     hyphens
     * @param from the smallest length in bytes, at least 0 and above the one given before
     * @param strategy its name; {@code nothing} if the built-in order shall hold from there on
     * @return this builder
     * @throws IllegalArgumentException if the length is negative or the name not that of a strategy
     */
    public Builder fastest(Situation situation, long from, String strategy) {
      crossovers
          .computeIfAbsent(situation, it -> new ArrayList<>())
          .add(new Crossover(from, strategy));
      return this;
    }

    /**
     * Adds what was seen, for those who read the file: a comment before the situation's entry.
     *
     * @param situation a situation; one without a strategy leaves its evidence out
     * @param comment any text, for example a ratio with its confidence interval
     * @return this builder
     */
    public Builder evidence(Situation situation, String comment) {
      evidence.computeIfAbsent(situation, it -> new ArrayList<>()).add(comment);
      return this;
    }

    /**
     * Makes the profile.
     *
     * @return the profile; one that names nothing leaves the built-in order as it is
     * @throws IllegalArgumentException if the lengths of a situation do not ascend, the name of a
     *     kind cannot be written, or all is more than a file may hold: 256 situations of 64 lengths
     *     each, 256 KiB
     */
    public Profile build() {
      Map<Situation, List<String>> comments = new HashMap<>();
      evidence.forEach((situation, list) -> comments.put(situation, List.copyOf(list)));
      Measured measured = new Measured(made, Machine.here(), new Crossovers(crossovers));
      Profile profile = new Profile(measured, comments, ProfileInUse.OF_CODE);
      profile.text(); // too long a one is refused here
      return profile;
    }
  }
}
