package dev.sendfile.tck;

import dev.sendfile.tck.fixture.ThreadKind;
import dev.sendfile.tck.fixture.foreign.Call;
import dev.sendfile.tck.fixture.foreign.Fault;
import dev.sendfile.tck.fixture.foreign.ForeignEnd;
import dev.sendfile.tck.fixture.foreign.Stranger;
import dev.sendfile.tck.fixture.foreign.Thrown;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How an end is closed that a transfer is blocked on.
 *
 * @param end what it looks like
 * @param reads whether it is the source
 * @param cancelled whether the transfer is cancelled; else it has a timeout
 * @param thread what the transfer runs on
 * @param ends whether a read that waits comes back with the end; else with an exception
 * @param thrown what closing throws; {@code null} for nothing
 * @param hangs whether closing does not come back
 */
record ForeignClosing(
    ForeignEnd end,
    boolean reads,
    boolean cancelled,
    ThreadKind thread,
    boolean ends,
    @Nullable Thrown thrown,
    boolean hangs) {

  /** Bytes, of either end. */
  static final int STALLS_AFTER = 64 << 10;

  static final List<ForeignClosing> CHOSEN = chosen();

  private static List<ForeignClosing> chosen() {
    List<ForeignClosing> all = new ArrayList<>();
    List<@Nullable Thrown> thrown = new ArrayList<>(Arrays.asList(Thrown.values()));
    thrown.add(null);
    for (ForeignEnd end : List.of(ForeignEnd.CHANNEL, ForeignEnd.SEEKABLE, ForeignEnd.SOCKET)) {
      for (boolean reads : new boolean[] {false, true}) {
        for (boolean cancelled : new boolean[] {false, true}) {
          for (ThreadKind thread : ThreadKind.available()) {
            for (boolean ends : reads ? new boolean[] {false, true} : new boolean[] {false}) {
              thrown.forEach(
                  it ->
                      all.add(new ForeignClosing(end, reads, cancelled, thread, ends, it, false)));
              all.add(new ForeignClosing(end, reads, cancelled, thread, ends, null, true));
            }
          }
        }
      }
    }
    List<Function<ForeignClosing, Object>> factors =
        List.of(
            ForeignClosing::end,
            ForeignClosing::reads,
            ForeignClosing::cancelled,
            ForeignClosing::thread,
            ForeignClosing::ends,
            it -> it.thrown + (it.hangs ? " hangs" : ""));
    return Pairwise.of(all, factors);
  }

  Stranger stranger() {
    Fault fault = thrown == null ? null : new Fault(Call.CLOSE, 0, false, thrown);
    Stranger made =
        (reads ? Stranger.giving(ForeignCase.CONTENT, fault) : Stranger.taking(fault))
            .stallingAfter(STALLS_AFTER);
    Stranger ending = ends ? made.endingWhenClosed() : made;
    return hangs ? ending.hangingInClose() : ending;
  }
}
