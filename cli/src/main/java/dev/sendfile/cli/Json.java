package dev.sendfile.cli;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;

/**
 * Turns records into JSON, with the names of their components. Components that are {@code null} are
 * left out.
 */
final class Json {

  private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

  private Json() {}

  /** Returns a record as one line. */
  static String of(Record value) {
    return GSON.toJson(value);
  }
}
