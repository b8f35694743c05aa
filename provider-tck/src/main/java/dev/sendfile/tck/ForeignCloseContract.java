package dev.sendfile.tck;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * To end a call that is blocked, its end is closed, and that may throw anything or not come back:
 * the transfer ends as it was asked to, and so do those beside it.
 */
public interface ForeignCloseContract extends Foreigns {

  /**
   * All at once, so that one that hangs would be seen to stop the others.
   *
   * @param it the strategy
   * @param folder for the files
   * @throws Exception if one does not end as it should
   */
  @Execution(ExecutionMode.CONCURRENT)
  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("foreignSubjects")
  @Keeps(Promise.CLOSE_ENDS_IT)
  default void whateverClosingDoesTheTransferEnds(ForeignSubject it, @TempDir Path folder)
      throws Exception {
    Path file = Files.write(folder.resolve("file"), ForeignCase.CONTENT);
    List<ForeignStall> all = new ArrayList<>();
    for (ForeignClosing closing : ForeignClosing.CHOSEN) {
      all.add(ForeignStall.start(closing, it.sendfile(), file));
    }
    try {
      all.forEach(ForeignStall::cancelOnceStalled);
      for (ForeignStall one : all) {
        one.check();
      }
    } finally {
      all.forEach(one -> one.stranger().release());
    }
  }
}
