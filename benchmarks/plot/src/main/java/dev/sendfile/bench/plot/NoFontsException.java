package dev.sendfile.bench.plot;

import java.io.IOException;

/** This machine has no fonts, and Java cannot place a letter without one. */
public final class NoFontsException extends IOException {

  private static final long serialVersionUID = 1;

  NoFontsException(Throwable cause) {
    super(
        "no plot drawn: Java finds no fonts here. Install some (on Debian and Ubuntu:"
            + " apt-get install fontconfig fonts-dejavu-core), then run this again",
        cause);
  }
}
