package dev.sendfile.tck;

import java.util.List;

/** What the contracts about ends of strangers are run with. */
public interface Foreigns {

  /**
   * Returns the cases.
   *
   * @return each strategy with each kind of foreign end, on each kind of thread
   */
  List<ForeignCase> foreigns();
}
