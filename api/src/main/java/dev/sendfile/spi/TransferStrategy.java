package dev.sendfile.spi;

import java.io.IOException;

/**
 * One way to move bytes from a source to a target: {@code FileChannel.transferTo}, a read-write
 * loop, one system call.
 *
 * <p>A strategy is found as a {@link java.util.ServiceLoader} service or an OSGi service, or is
 * handed to the builder of the facade. It is shared by all transfers: <b>every method may be called
 * by many threads at once</b>, virtual threads included, and must hold no lock while it does input
 * or output. What belongs to one transfer lives in the {@link Session}.
 *
 * <p>An unchecked exception or {@link LinkageError} that escapes from any method here is logged and
 * the strategy passed over; it is never fatal to the caller of the transfer.
 */
public interface TransferStrategy {

  /**
   * Returns this strategy's name, unique among the strategies of a deployment, for example {@code
   * nio}: lower case letters, digits, dots and hyphens, starting with a letter. It is what users
   * write to force it and what results and logs show, so it never changes between releases. It is
   * never the name of a {@linkplain #technique() technique}.
   *
   * @return the name, the same at every call
   */
  String name();

  /**
   * Returns the technique that this strategy implements. Several strategies may offer one
   * technique; forcing a technique takes the best ranked of them.
   *
   * @return {@link Techniques#SENDFILE}, {@link Techniques#MMAPPED}, {@link Techniques#READ_WRITE}
   *     or a new word of the provider's own
   */
  String technique();

  /**
   * Tells whether this strategy can run on this machine and this JVM at all. Called before every
   * transfer, so it must be cheap: it links nothing and probes nothing. A strategy that answered
   * {@link Step.NotHandled} with {@link Scope#PROCESS} answers unavailable from then on, with that
   * cause.
   *
   * @return available, or unavailable with the cause and the remedy
   */
  default Availability availability() {
    return Availability.available();
  }

  /**
   * Tells whether this strategy ever serves a route. Where it answers {@code false}, {@link
   * #assess} declines every plan of that route, and small transfers are not slowed down by asking
   * it each time: the answer is remembered. So it must be the same at every call. Whatever depends
   * on more than the two parameters is a matter for {@code assess}, and so is who serves most
   * routes.
   *
   * @param route the kinds of the two ends
   * @param prepared whether both ends are prepared ones, so that {@link End#keep} of each gives a
   *     place
   * @return {@code false} if no such plan is ever served
   */
  default boolean serves(Route route, boolean prepared) {
    return true;
  }

  /**
   * Says whether this strategy would serve the plan, and how well. Pure: no input or output but
   * cheap questions to the two ends, no side effect, the same answer for the same plan. It is
   * called for every strategy that {@linkplain #serves may serve} the route, before every transfer;
   * return constants where you can. Also where {@code serves} said no, if a user wants the reason.
   *
   * @param plan what is to be moved; with a length of 0 no session will be opened
   * @return an offer, or a refusal whose reason the user will read
   */
  Offer assess(Plan plan);

  /**
   * Opens the per-transfer state. Moves no byte and takes none from the source. Called only after
   * {@link #assess} offered for the same plan; between the two the world may have changed. The
   * transfer may be under way: a session that goes on where another strategy gave up, or was
   * withdrawn, begins at the {@linkplain Batch#position position} of its first batch, with what is
   * left of the header.
   *
   * @param plan what is to be moved
   * @param context what the engine lends to this session, valid until the session is closed
   * @return a new session, which the engine closes exactly once
   * @throws IOException if the state cannot be had; the engine then goes on with the next strategy
   */
  Session open(Plan plan, Context context) throws IOException;
}
