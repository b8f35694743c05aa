package dev.sendfile.bench.contest;

import dev.sendfile.bench.result.LeftOut;
import dev.sendfile.bench.result.Setting;
import java.io.Closeable;
import java.util.List;

/** Contenders that move the same number of bytes from and to ends of the same kind. */
public interface Contest extends Closeable {

  /**
   * Returns what they have in common.
   *
   * @return work, mode, cache and size
   */
  Setting setting();

  /**
   * Lists those that take part.
   *
   * @return in an order that is the same for each setting
   */
  List<Contender> contenders();

  /**
   * Lists those that could not take part here. One that has no sense in the setting, such as a
   * stream on a non-blocking channel, is not among them.
   *
   * @return each with the reason
   */
  List<LeftOut> leftOut();
}
