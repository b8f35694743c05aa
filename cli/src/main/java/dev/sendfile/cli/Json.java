package dev.sendfile.cli;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonPrimitive;
import com.google.gson.JsonSerializer;
import java.io.PrintWriter;

/**
 * Turns records into JSON, with the names of their components. Components that are {@code null} are
 * left out.
 */
final class Json {

  private static final Gson GSON =
      new GsonBuilder()
          .disableHtmlEscaping()
          .registerTypeAdapter(
              Remedy.class,
              (JsonSerializer<Remedy>) (it, type, context) -> new JsonPrimitive(it.toString()))
          .create();

  private Json() {}

  /** Returns a record as one line. */
  static String of(Record value) {
    return GSON.toJson(value);
  }

  /** Prints a record as one line, however wide a terminal is. */
  static void print(Record value, PrintWriter to) {
    to.format("%s%n", of(value));
  }
}
