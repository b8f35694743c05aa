package dev.sendfile.itests.soak;

import dev.sendfile.Explanation;
import dev.sendfile.Explanation.Standing;
import dev.sendfile.NoStrategyException;
import dev.sendfile.Sendfile;
import dev.sendfile.TransferException;
import dev.sendfile.TransferRequest;
import dev.sendfile.TransferResult;
import dev.sendfile.spi.Capability;
import java.time.Duration;
import java.util.Optional;

/**
 * Which strategy is to run.
 *
 * @param sendfile what is asked for the transfer
 * @param announced what must run; {@code null} where nothing was said
 * @param forced whether nothing else may
 */
record Decision(Sendfile sendfile, String announced, boolean forced) {

  private static final Duration TIMEOUT = Duration.ofMillis(60);
  private static final Duration NEVER = Duration.ofMinutes(1);

  /**
   * Decides.
   *
   * @param stable whether what is there stays there, so that what was explained is what happens
   */
  static Decision of(Trial trial, Sendfile plain, boolean stable, Complaints complaints)
      throws TransferException {
    Choices choices = trial.choices();
    Sendfile sendfile = timed(sized(plain, choices), choices);
    return switch (choices.decider) {
      case MOODY -> new Decision(sendfile, null, false);
      case LIBRARY -> {
        Optional<String> chosen = sendfile.explain(trial.request()).chosen();
        yield new Decision(sendfile, stable ? chosen.orElse(null) : null, false);
      }
      case FORCE -> forced(trial, sendfile, stable, complaints);
    };
  }

  /** The first that would serve; one that would not must say so and leave no trace. */
  private static Decision forced(
      Trial trial, Sendfile sendfile, boolean stable, Complaints complaints)
      throws TransferException {
    boolean refused = !stable;
    for (String name : trial.choices().preference) {
      Sendfile forced = sendfile.withForce(name);
      Explanation explanation = forced.explain(trial.request());
      if (explanation.chosen().isPresent()) {
        if (maySend(trial.choices(), explanation)) {
          return new Decision(forced, name, true);
        }
      } else if (!refused) {
        refused = true;
        expectRefusal(forced, trial.request(), name, complaints);
      }
    }
    return new Decision(sendfile, null, false);
  }

  /**
   * Whether a forced strategy may send: one that needs its target open is not for a target that
   * another thread closes.
   */
  private static boolean maySend(Choices choices, Explanation explanation) {
    return choices.fault != Fault.TARGET_CLOSED
        || explanation.verdicts().stream()
            .filter(it -> it.standing() == Standing.CHOSEN)
            .noneMatch(it -> it.capabilities().contains(Capability.NEEDS_OPEN_TARGET));
  }

  private static void expectRefusal(
      Sendfile forced, TransferRequest request, String name, Complaints complaints) {
    try {
      TransferResult result = forced.transfer(request);
      complaints.add("%s does not serve this, says explain, but: %s", name, result);
    } catch (NoStrategyException e) {
      complaints.require(e.bytesTransferredAtMost() == 0, "refused after some bytes: %s", e);
    } catch (TransferException e) {
      complaints.add("%s does not serve this, but: %s", name, e);
    }
  }

  private static Sendfile sized(Sendfile plain, Choices choices) {
    Sendfile sized = choices.bufferSize == 0 ? plain : plain.withBufferSize(choices.bufferSize);
    return choices.chunkSize == 0 ? sized : sized.withChunkSize(choices.chunkSize);
  }

  private static Sendfile timed(Sendfile sendfile, Choices choices) {
    return switch (choices.fault) {
      case WRITE_TIMEOUT -> sendfile.withWriteTimeout(TIMEOUT);
      case READ_TIMEOUT -> sendfile.withReadTimeout(TIMEOUT);
      default ->
          choices.timeouts && !new Possible(choices).isStream() && !choices.isFifo()
              ? sendfile.withWriteTimeout(NEVER).withReadTimeout(NEVER)
              : sendfile;
    };
  }

  /** What was announced has happened. */
  void check(Account account, Complaints complaints) {
    if (announced != null && account.completed()) {
      TransferResult result = account.result();
      boolean ran = result.strategy().equals(announced);
      boolean passedOver =
          result.passedOver().stream().anyMatch(it -> it.strategy().equals(announced));
      complaints.require(
          ran || (passedOver && !forced), "%s was announced, %s ran", announced, result);
    }
  }
}
