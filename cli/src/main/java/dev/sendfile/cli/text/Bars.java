package dev.sendfile.cli.text;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Horizontal bars beside their labels, as a terminal draws them: longer is more. */
public final class Bars {

  private static final int GAP = 2;
  private static final int SHORTEST = 10;

  /** Eighths of a cell, none to seven. */
  private static final List<String> PARTS = List.of("", "▏", "▎", "▍", "▌", "▋", "▊", "▉");

  /** How a bar is drawn. */
  public enum Ink {
    /** For what the reader is looking for. */
    STRONG("█", "#"),
    /** For what it is compared with. */
    LIGHT("░", "-");

    private final String block;
    private final String ascii;

    Ink(String block, String ascii) {
      this.block = block;
      this.ascii = ascii;
    }
  }

  private record Bar(String label, double value, String text, Ink ink) {}

  private final List<Bar> bars = new ArrayList<>();
  private final boolean unicode;

  /**
   * Makes a chart without bars.
   *
   * @param unicode whether block characters can be printed; else it is ASCII
   */
  public Bars(boolean unicode) {
    this.unicode = unicode;
  }

  /**
   * Adds a bar below those that are there.
   *
   * @param label stands before it
   * @param value how long it is, not negative; the longest fills the line
   * @param text stands behind it
   * @param ink how it is drawn
   * @return this chart
   */
  public Bars bar(String label, double value, String text, Ink ink) {
    bars.add(new Bar(label, value, text, ink));
    return this;
  }

  /**
   * Draws the bars.
   *
   * @param width characters in a line
   * @return a line for each bar, each with its end
   */
  public String draw(int width) {
    int labels = widest(bars.stream().map(Bar::label).toList());
    int texts = widest(bars.stream().map(Bar::text).toList());
    int cells = Math.max(SHORTEST, width - labels - texts - GAP - 1);
    double most = bars.stream().mapToDouble(Bar::value).max().orElse(0);
    return bars.stream()
        .map(
            it ->
                it.label()
                    + " ".repeat(labels - it.label().length() + GAP)
                    + stroke(it, most == 0 ? 0 : it.value() / most * cells)
                    + " "
                    + it.text()
                    + System.lineSeparator())
        .collect(Collectors.joining());
  }

  private String stroke(Bar bar, double cells) {
    if (!unicode || bar.ink() == Ink.LIGHT) {
      String cell = unicode ? bar.ink().block : bar.ink().ascii;
      return cell.repeat((int) Math.round(cells));
    }
    int eighths = (int) Math.round(cells * PARTS.size());
    return bar.ink().block.repeat(eighths / PARTS.size()) + PARTS.get(eighths % PARTS.size());
  }

  private static int widest(List<String> texts) {
    return texts.stream().mapToInt(String::length).max().orElse(0);
  }
}
