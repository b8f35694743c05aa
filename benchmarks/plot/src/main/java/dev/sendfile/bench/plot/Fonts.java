package dev.sendfile.bench.plot;

import java.awt.Font;
import java.awt.font.FontRenderContext;

/** Whether text can be measured at all. */
final class Fonts {

  private Fonts() {}

  /**
   * Measures one letter. Without fonts, or without the library that finds them, the JDK fails by
   * exceptions and errors of many kinds, at the first use and differently at each later one.
   */
  static void ensure() throws NoFontsException {
    try {
      new Font(Font.SANS_SERIF, Font.PLAIN, 12)
          .getStringBounds("x", new FontRenderContext(null, true, true));
    } catch (RuntimeException | LinkageError | InternalError e) {
      throw new NoFontsException(e);
    }
  }
}
