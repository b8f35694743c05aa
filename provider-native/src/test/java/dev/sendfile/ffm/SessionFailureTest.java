package dev.sendfile.ffm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sendfile.ffm.ScriptedLinux.Call;
import dev.sendfile.internal.end.EngineTarget;
import dev.sendfile.spi.Readiness;
import dev.sendfile.spi.Scope;
import dev.sendfile.spi.SourceFailedException;
import dev.sendfile.spi.Step;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a call fails with: the step says so, moves nothing, and the next one goes on. */
class SessionFailureTest {

  /** A call that a session makes, what it is named, and what it waits for if nothing moves. */
  private record Place(Rig.Kind kind, Call call, String name, Readiness again) {

    /** What a socket has told of once it does not tell again, so nobody may read from it then. */
    Class<? extends IOException> fault() {
      return call == Call.SPLICE_INTO_OWN_PIPE
          ? SourceFailedException.class
          : SystemCallException.class;
    }
  }

  private static final List<Place> PLACES =
      List.of(
          new Place(
              Rig.Kind.SENDFILE_TO_SOCKET, Call.SENDFILE, "sendfile", Readiness.TARGET_WRITABLE),
          new Place(
              Rig.Kind.SENDFILE_TO_FILE, Call.SENDFILE, "sendfile", Readiness.TARGET_WRITABLE),
          new Place(
              Rig.Kind.PIPED_TO_FILE,
              Call.SPLICE_INTO_OWN_PIPE,
              "splice",
              Readiness.SOURCE_READABLE),
          new Place(
              Rig.Kind.PIPED_TO_FILE,
              Call.SPLICE_OUT_OF_OWN_PIPE,
              "splice",
              Readiness.TARGET_WRITABLE),
          new Place(
              Rig.Kind.PIPED_TO_SOCKET,
              Call.SPLICE_INTO_OWN_PIPE,
              "splice",
              Readiness.SOURCE_READABLE),
          new Place(
              Rig.Kind.PIPED_TO_SOCKET,
              Call.SPLICE_OUT_OF_OWN_PIPE,
              "splice",
              Readiness.TARGET_WRITABLE),
          new Place(Rig.Kind.SPLICE_FROM_PIPE, Call.SPLICE, "splice", Readiness.TARGET_WRITABLE),
          new Place(Rig.Kind.SPLICE_TO_PIPE, Call.SPLICE, "splice", Readiness.TARGET_WRITABLE),
          new Place(
              Rig.Kind.COPY_FILE_RANGE,
              Call.COPY_FILE_RANGE,
              "copy_file_range",
              Readiness.TARGET_WRITABLE),
          new Place(
              Rig.Kind.REFLINK, Call.CLONE_RANGE, "ioctl(FICLONERANGE)", Readiness.TARGET_WRITABLE),
          new Place(Rig.Kind.READING, Call.PREAD, "pread", Readiness.SOURCE_READABLE),
          new Place(Rig.Kind.READING, Call.SEND, "sendmsg", Readiness.TARGET_WRITABLE),
          new Place(Rig.Kind.MAPPED, Call.SEND, "sendmsg", Readiness.TARGET_WRITABLE));

  static Stream<Arguments> places() {
    return PLACES.stream()
        .flatMap(
            place ->
                IntStream.of(1, 2)
                    .boxed()
                    .flatMap(
                        nth ->
                            Arrays.stream(Errno.values())
                                .map(error -> Arguments.of(place, nth, error))));
  }

  @TempDir Path folder;

  @ParameterizedTest
  @MethodSource("places")
  void theStepAnswersByTheRowOfTheErrorAndTheNextGoesOn(Place place, int nth, Errno error)
      throws Exception {
    ScriptedLinux linux = new ScriptedLinux().sharingBlocks().failing(place.call, nth, error);

    try (Rig rig = new Rig(place.kind, linux, folder)) {
      Steps steps = new Steps(rig.session, rig.plan).toTheEnd();
      rig.session.close();

      assertThat(rig.arrived()).isEqualTo(rig.content);
      assertThat(answers(steps, place, error)).isNotEmpty();
      assertThat(rig.owner.availability().isAvailable()).isEqualTo(error.scope() != Scope.PROCESS);
      if (error.scope() == Scope.PROCESS) {
        assertThat(rig.owner.availability().toString())
            .contains(place.name + ": " + error + " (" + error.reason() + ")", "allow the call");
      }
      assertThat(rig.context.lent).isZero();
    }
    assertThat(linux.open()).isEmpty();
  }

  /** What a step may come to; of an honest wait there may be more than one. */
  private static List<Object> answers(Steps steps, Place place, Errno error) {
    String text = place.name + ": " + error + " (" + error.reason() + ")";
    return steps.oddities().stream()
        .filter(
            it -> {
              if (Errno.isAgain(-error.number())) {
                return it instanceof Step.WouldBlock blocked && blocked.on() == place.again;
              }
              if (error.scope() == null) {
                return it.getClass() == place.fault() && text.equals(((Exception) it).getMessage());
              }
              return it instanceof Step.NotHandled refused
                  && refused.refusal().scope() == error.scope()
                  && refused.refusal().reason().equals(text);
            })
        .toList();
  }

  @ParameterizedTest
  @EnumSource
  void callsThatMoveLessThanTheyWereAskedToAreCountedAsTheyAre(Rig.Kind kind) throws Exception {
    ScriptedLinux linux = new ScriptedLinux().sharingBlocks().movingAtMost(777);

    try (Rig rig = new Rig(kind, linux, folder)) {
      new Steps(rig.session, rig.plan).toTheEnd();
      rig.session.close();

      assertThat(rig.arrived()).isEqualTo(rig.content);
    }
    assertThat(linux.open()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void anEndThatWasClosedIsNoticedBeforeTheNextCall(Rig.Kind kind) throws Exception {
    ScriptedLinux linux = new ScriptedLinux().sharingBlocks();

    try (Rig rig = new Rig(kind, linux, folder)) {
      Steps steps = new Steps(rig.session, rig.plan);
      ((EngineTarget) rig.plan.target()).close();
      int before = Arrays.stream(Call.values()).mapToInt(linux::made).sum();

      assertThatThrownBy(steps::one).isInstanceOf(ClosedChannelException.class);
      assertThat(Arrays.stream(Call.values()).mapToInt(linux::made).sum()).isEqualTo(before);
      rig.session.close();
    }
    assertThat(linux.open()).isEmpty();
  }
}
