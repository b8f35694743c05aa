package dev.sendfile.cli;

import dev.sendfile.bench.result.Place;

/** Where a benchmark runs, for people. */
final class PlaceText {

  private PlaceText() {}

  /** Says it in lines, each with its end. */
  static String of(Place place) {
    String end = System.lineSeparator();
    return place.jvm()
        + ", Java "
        + place.java()
        + end
        + place.system()
        + ", "
        + place.processors()
        + " x "
        + place.processor()
        + ", files on "
        + place.fileSystem()
        + end
        + place.pinning()
        + end;
  }
}
