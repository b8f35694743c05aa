package dev.sendfile.itests.bench;

import java.io.Closeable;
import java.util.List;

/** Contenders that move the same number of bytes from and to ends of the same kind. */
interface Contest extends Closeable {

  /** What a contender's name ends in that is another one but for the native strategies. */
  String WITHOUT_NATIVE = "_WITHOUT_NATIVE";

  /** Those that take part. */
  List<Contender> contenders();

  /** Names of those that all are compared with, where they take part. */
  List<String> bases();
}
