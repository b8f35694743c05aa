package dev.sendfile.tck;

import java.util.List;

/** What the contracts about copying files are run with. */
public interface Copies {

  /**
   * Returns each strategy with each way to hand over the two files that it claims.
   *
   * @return the cases, with new witnesses at each call
   */
  List<CopyCase> copies();

  /**
   * Returns those of {@link #copies} from a path to a path.
   *
   * @return the cases, with new witnesses at each call
   */
  List<CopyCase> copiesOfPaths();
}
