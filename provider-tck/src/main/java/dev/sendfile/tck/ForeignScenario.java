package dev.sendfile.tck;

import dev.sendfile.TransferRequest;
import dev.sendfile.TransferSource;
import dev.sendfile.tck.fixture.ThreadKind;
import dev.sendfile.tck.fixture.foreign.Call;
import dev.sendfile.tck.fixture.foreign.Fault;
import dev.sendfile.tck.fixture.foreign.ForeignEnd;
import dev.sendfile.tck.fixture.foreign.Stranger;
import dev.sendfile.tck.fixture.foreign.Thrown;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A stranger that throws something somewhere, and what is around it.
 *
 * @param end what the stranger looks like
 * @param other the end that does nothing wrong
 * @param place in which call it throws, and where
 * @param thrown what
 * @param thread what the transfer runs on
 * @param driver who moves it on
 * @param swallowed whether the strategy says that it does not handle it, and nothing of what was
 *     thrown
 */
record ForeignScenario(
    ForeignEnd end,
    Other other,
    Place place,
    Thrown thrown,
    ThreadKind thread,
    ForeignDriver driver,
    boolean swallowed) {

  private static final int HEADER = ForeignCase.HEADER.length;
  private static final int CONTENT = ForeignCase.CONTENT.length;
  private static final int ALL = ForeignCase.ALL.length;
  private static final int MIDDLE = 70_001;

  /**
   * Of the target: in header, content and trailer; of the source: the first, a middle, the last.
   */
  static final List<ForeignScenario> OF_TARGETS =
      chosen(
          List.of(Other.FILE, Other.FILE_TO_OFFSET),
          Call.WRITE,
          0,
          HEADER / 2,
          HEADER,
          HEADER + MIDDLE,
          HEADER + CONTENT - 1,
          HEADER + CONTENT,
          ALL - 1);

  static final List<ForeignScenario> OF_SOURCES =
      chosen(
          List.of(Other.FILE, Other.CHANNEL, Other.SELECTABLE),
          Call.READ,
          0,
          1,
          MIDDLE,
          CONTENT - 1);

  /** The end at the other side. */
  enum Other {
    FILE,
    /** The same, and a file channel is written to from an offset on. */
    FILE_TO_OFFSET,
    CHANNEL,
    SELECTABLE
  }

  /**
   * Where a stranger throws.
   *
   * @param call in which call
   * @param after how many bytes
   * @param part whether it moves a part first
   */
  record Place(Call call, int after, boolean part) {}

  private static List<ForeignScenario> chosen(List<Other> others, Call moves, int... places) {
    List<Place> all = new ArrayList<>();
    for (int place : places) {
      all.add(new Place(moves, place, false));
      all.add(new Place(moves, place, true));
    }
    for (Call call : Call.values()) {
      boolean other = call == Call.READ || call == Call.WRITE || call == Call.CLOSE;
      if (!other && (call != Call.FLUSH || moves == Call.WRITE)) {
        all.add(new Place(call, 0, false));
        all.add(new Place(call, MIDDLE, false));
      }
    }
    List<ForeignScenario> possible = new ArrayList<>();
    for (ForeignEnd end : ForeignEnd.values()) {
      for (Other other : others) {
        for (Place place : all) {
          for (Thrown thrown : Thrown.values()) {
            addPossible(end, other, place, thrown, possible);
          }
        }
      }
    }
    return Pairwise.of(
        possible,
        List.of(
            ForeignScenario::end,
            ForeignScenario::other,
            ForeignScenario::place,
            ForeignScenario::thrown,
            ForeignScenario::thread,
            ForeignScenario::driver,
            ForeignScenario::swallowed));
  }

  private static void addPossible(
      ForeignEnd end, Other other, Place place, Thrown thrown, List<ForeignScenario> to) {
    for (ThreadKind thread : ThreadKind.available()) {
      for (ForeignDriver driver : ForeignDriver.values()) {
        for (boolean swallowed : new boolean[] {false, true}) {
          ForeignScenario it =
              new ForeignScenario(end, other, place, thrown, thread, driver, swallowed);
          if (it.isPossible()) {
            to.add(it);
          }
        }
      }
    }
  }

  private boolean isPossible() {
    boolean called =
        switch (place.call) {
          case READ, WRITE -> true;
          case CLOSE -> false;
          case FLUSH -> end.isFlushed() && place.after == 0;
          case IS_OPEN -> end.saysWhetherOpen();
          case IS_BLOCKING -> end == ForeignEnd.SELECTABLE;
          case AVAILABLE -> end.isFlushed(); // whose streams are asked before they are read
          case POSITION, SIZE -> end.hasPosition();
        };
    boolean loops = end.isNonBlocking() && other != Other.CHANNEL;
    boolean offset = end == ForeignEnd.FILE_CHANNEL || other != Other.FILE_TO_OFFSET;
    return called && offset && (loops || driver != ForeignDriver.ADVANCE);
  }

  Fault fault() {
    return new Fault(place.call, place.after, place.part, thrown);
  }

  /** Whether it must come to the call: others may be asked, or need not. */
  boolean mustBeCalled() {
    return place.call == Call.READ || place.call == Call.WRITE || place.call == Call.FLUSH;
  }

  /** What should arrive of what the stranger gives. */
  byte[] expected() {
    return other == Other.FILE ? ForeignCase.CONTENT : ForeignCase.ALL;
  }

  /** Sends a file to the stranger. */
  TransferRequest send(Path file, Stranger to) {
    TransferRequest request = end.to(TransferRequest.from(file), to);
    return ForeignCase.around(other == Other.FILE_TO_OFFSET ? request.targetOffset(0) : request);
  }

  /** Passes on what the stranger gives. */
  TransferRequest receive(Stranger from, Path file, Stranger innocent) {
    TransferSource source = end.from(from);
    return switch (other) {
      case FILE, FILE_TO_OFFSET -> source.to(file);
      case CHANNEL -> ForeignCase.around(ForeignEnd.CHANNEL.to(source, innocent));
      case SELECTABLE -> ForeignCase.around(ForeignEnd.SELECTABLE.to(source, innocent));
    };
  }
}
