package dev.sendfile.itests.bench;

import java.io.Closeable;
import java.util.List;

/** Contenders that move the same number of bytes from and to ends of the same kind. */
interface Contest extends Closeable {

  /** Those that take part, in the order of a round. */
  List<Contender> contenders();

  /** Names of those that the others are compared with. */
  List<String> bases();
}
