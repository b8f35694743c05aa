package dev.sendfile.ffm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sendfile.ffm.FaultPage.Cell;
import dev.sendfile.ffm.ScriptedLinux.Call;
import dev.sendfile.spi.Scope;
import dev.sendfile.spi.SourceFailedException;
import dev.sendfile.spi.Step;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the page says of each error at each call holds for the session that makes it. The calls fail
 * at the seam, which any machine allows; what the engine makes of the answers is tested with the
 * packaged jars.
 */
class FaultMatrixTest {

  @TempDir Path folder;

  static List<Cell> cells() throws IOException {
    return FaultPage.cells();
  }

  @ParameterizedTest
  @MethodSource("cells")
  void theSessionAnswersAsThePageSays(Cell it) throws Exception {
    Call call = call(it);
    ScriptedLinux linux = new ScriptedLinux().sharingBlocks().failing(call, nth(it), it.error());

    try (Rig rig = new Rig(kind(it), linux, folder)) {
      Steps steps = new Steps(rig.session, rig.plan).toTheEnd();
      rig.session.close();

      assertThat(rig.arrived()).isEqualTo(rig.content);
      checkAnswers(steps.oddities(), it, call);
      assertThat(rig.owner.availability().isAvailable()).isEqualTo(!it.meaning().equals("PROCESS"));
      assertThat(rig.context.lent).isZero();
    } catch (NoDescriptorException e) { // by which a strategy knows not to begin
      assertThat(it.meaning()).isEqualTo("ENDS");
      assertThat(e).hasMessageContaining(it.error().name());
    }
    assertThat(linux.made(call)).isGreaterThanOrEqualTo(nth(it));
    assertThat(linux.open()).isEmpty();
  }

  /** Beside any number of honest waits there is one answer to the call that failed, if any. */
  private static void checkAnswers(List<Object> oddities, Cell it, Call call) {
    List<Object> answers =
        oddities.stream().filter(odd -> !(odd instanceof Step.WouldBlock)).toList();
    switch (it.meaning()) {
      case "WAIT" -> assertThat(answers).isEmpty();
      case "STEP", "ENDS", "PROCESS" -> {
        assertThat(answers).singleElement().isInstanceOf(Step.NotHandled.class);
        Step.NotHandled refused = (Step.NotHandled) answers.get(0);
        assertThat(refused.refusal().scope()).isEqualTo(Scope.valueOf(it.meaning()));
        assertThat(refused.refusal().reason()).contains(it.error().name());
      }
      case "FAILURE", "SURFACES" -> {
        assertThat(answers)
            .singleElement()
            .isInstanceOf(
                call == Call.SPLICE_INTO_OWN_PIPE
                    ? SourceFailedException.class
                    : SystemCallException.class);
        assertThat((Exception) answers.get(0)).hasMessageContaining(it.error().name());
      }
      default -> throw new AssertionError("no meaning of a native strategy: " + it);
    }
  }

  private static Rig.Kind kind(Cell it) {
    return switch (it.strategy()) {
      case "native-sendfile" -> Rig.Kind.SENDFILE_TO_SOCKET;
      case "native-splice" ->
          it.road().equals("pump") ? Rig.Kind.PIPED_TO_SOCKET : Rig.Kind.PIPED_TO_FILE;
      case "native-copy-file-range" -> Rig.Kind.COPY_FILE_RANGE;
      case "native-reflink" -> Rig.Kind.REFLINK;
      case "native-writev" -> Rig.Kind.READING;
      case "native-mapped-writev" -> Rig.Kind.MAPPED;
      default -> throw new AssertionError("no session for " + it);
    };
  }

  private static Call call(Cell it) {
    return switch (it.call()) {
      case "sendfile" -> Call.SENDFILE;
      case "splice" -> isEven(it) ? Call.SPLICE_OUT_OF_OWN_PIPE : Call.SPLICE_INTO_OWN_PIPE;
      case "copy_file_range" -> Call.COPY_FILE_RANGE;
      case "ioctl" -> Call.CLONE_RANGE;
      case "sendmsg" -> Call.SEND;
      case "pread64" -> Call.PREAD;
      case "fcntl" -> Call.DUPLICATE;
      case "getsockopt" -> Call.TIMEOUT;
      case "setsockopt" -> Call.SET_TIMEOUT;
      case "poll" -> Call.POLL;
      default -> throw new AssertionError("no call of the seam for " + it);
    };
  }

  /** The number of the call; of {@code splice}, among those into the pipe or out of it. */
  private static int nth(Cell it) {
    int nth = number(it);
    return it.call().equals("splice") ? (nth + 1) / 2 : nth;
  }

  private static boolean isEven(Cell it) {
    return number(it) % 2 == 0;
  }

  private static int number(Cell it) {
    return Integer.parseInt(it.which().replace("+", ""));
  }
}
