package dev.sendfile.internal.profile;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * A profile that somebody has set: it holds, or it is ignored for a reason that was logged. Whoever
 * it misleads would rather have the built-in order, so it is never an error.
 *
 * @param citation the profile in words: which, and when it was made
 * @param crossovers what holds; {@code null} if it is ignored
 * @param ignored why it is; {@code null} if it holds
 */
public record ProfileInUse(
    String citation, @Nullable Crossovers crossovers, @Nullable String ignored) {

  /** What a profile is called that was not read from a file. */
  public static final String OF_CODE = "set by code";

  /**
   * Takes the profile of an operator.
   *
   * @param path the path of its file
   * @param origin how the path was set, for a warning
   * @return the profile, ignored if it cannot be used here
   */
  public static ProfileInUse at(String path, String origin) {
    try {
      Path file = Path.of(path);
      return of(ProfileReader.read(file), file.toString());
    } catch (InvalidPathException | IOException e) {
      return ignored("profile " + path, origin + ": " + e.getMessage());
    }
  }

  /**
   * Takes a profile.
   *
   * @param measured what it says
   * @param name where it comes from
   * @return the profile, ignored if it is not for here
   */
  public static ProfileInUse of(Measured measured, String name) {
    String citation =
        "profile " + name + ", made " + measured.made().atZone(ZoneOffset.UTC).toLocalDate();
    String difference = measured.machine().differenceFrom(Machine.here());
    return difference == null
        ? new ProfileInUse(citation, measured.crossovers(), null)
        : ignored(
            citation,
            "profile " + name + ": " + difference + "; write one here: sendfile calibrate");
  }

  private static ProfileInUse ignored(String citation, String why) {
    String ignored = why + "; until then it is ignored";
    System.getLogger("dev.sendfile").log(Level.WARNING, ignored);
    return new ProfileInUse(citation, null, ignored);
  }
}
