package dev.sendfile;

import dev.sendfile.internal.discovery.Once;
import dev.sendfile.internal.settings.Defaults;
import dev.sendfile.spi.Availability;
import dev.sendfile.spi.Techniques;
import dev.sendfile.spi.TransferSelector;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Sends files. The static methods use a default instance; {@link #builder()} makes others. An
 * instance is immutable and safe for use by many threads, virtual ones included; those derived from
 * it by the {@code with…} methods share its strategies and buffers.
 *
 * <p><b>Blocking.</b> A transfer runs on the calling thread until every byte was accepted or it
 * failed. A target in non-blocking mode is waited for with a selector of the transfer's own.
 *
 * <p><b>Interrupt.</b> Between two steps an interrupt ends the transfer and closes nothing. During
 * a step, the JDK closes the channel that the thread is blocked on; with {@code nio} (and any other
 * strategy that reads a {@code FileChannel}) that includes a {@code FileChannel} of the caller's
 * that other threads may share. Hand over a {@link Path} where threads may be interrupted.
 *
 * <p><b>In an OSGi framework</b> strategies, a selector and the configuration {@code dev.sendfile}
 * are services that come and go: each transfer goes by what is there when it begins, and goes on
 * with the next strategy where its own is withdrawn. The default instance is published as a
 * service. While the bundle {@code dev.sendfile.api} is not active, every method that would look
 * for strategies throws an {@link IllegalStateException}; when it stops, transfers under way end
 * with a {@link TransferCancelledException}.
 *
 * <p><b>System properties</b> set the defaults of every instance; what code sets goes before them:
 *
 * <table>
 *   <caption>System properties</caption>
 *   <tr><th>Property</th><th>Value</th></tr>
 *   <tr><td>{@code dev.sendfile.force}</td><td>a strategy or technique, or {@code nothing}</td></tr>
 *   <tr><td>{@code dev.sendfile.weight.NAME}</td><td>weight of a strategy, a whole number</td></tr>
 *   <tr><td>{@code dev.sendfile.weights}</td><td>several of them: {@code rwloop=5,nio=-1}</td></tr>
 *   <tr><td>{@code dev.sendfile.bufferSize}</td><td>bytes</td></tr>
 *   <tr><td>{@code dev.sendfile.chunkSize}</td><td>bytes</td></tr>
 *   <tr><td>{@code dev.sendfile.writeTimeout}</td><td>a duration like {@code PT30S}</td></tr>
 *   <tr><td>{@code dev.sendfile.readTimeout}</td><td>a duration like {@code PT30S}</td></tr>
 *   <tr><td>{@code dev.sendfile.profile}</td><td>path of a {@link Profile}, or {@code nothing};
 *       read when an instance is built, ignored with a warning where it cannot be used</td></tr>
 * </table>
 */
public final class Sendfile {

  private static final Once<Sendfile> DEFAULT = new Once<>(() -> builder().build());

  private final Engine engine;
  private final Settings settings;

  /** The last ones made; racy on purpose. */
  private volatile @Nullable Terms terms;

  Sendfile(Engine engine, Settings settings) {
    this.engine = engine;
    this.settings = settings;
  }

  // ---- one-liners

  /**
   * Returns the instance that the static methods use: the strategies that the class loader of this
   * class sees, and the defaults that system properties set. In an OSGi framework, those that are
   * registered as services, and the defaults that are configured.
   *
   * @return the default instance
   * @throws IllegalArgumentException if a system property has a bad value
   */
  public static Sendfile getDefault() {
    return DEFAULT.get();
  }

  /**
   * Sends a whole file to a channel.
   *
   * @param source the file
   * @param target the channel, in blocking or non-blocking mode
   * @return what was done
   * @throws TransferException if not every byte was accepted
   */
  public static TransferResult send(Path source, WritableByteChannel target)
      throws TransferException {
    return getDefault().transfer(TransferRequest.from(source).to(target));
  }

  /**
   * Sends a whole file to a socket.
   *
   * @param source the file
   * @param target the socket
   * @return what was done
   * @throws TransferException if not every byte was accepted
   */
  public static TransferResult send(Path source, Socket target) throws TransferException {
    return getDefault().transfer(TransferRequest.from(source).to(target));
  }

  /**
   * Sends a whole file to a stream.
   *
   * @param source the file
   * @param target the stream, which is flushed before the first byte
   * @return what was done
   * @throws TransferException if not every byte was accepted
   */
  public static TransferResult send(Path source, OutputStream target) throws TransferException {
    return getDefault().transfer(TransferRequest.from(source).to(target));
  }

  /**
   * Sends a part of an open file to a channel. The file's position is neither used nor changed.
   *
   * @param source the file
   * @param target the channel, in blocking or non-blocking mode
   * @param offset where the part begins, in bytes
   * @param length how many bytes it has
   * @return what was done
   * @throws TransferException if not every byte was accepted
   * @throws IllegalArgumentException if offset or length is negative
   */
  public static TransferResult send(
      FileChannel source, WritableByteChannel target, long offset, long length)
      throws TransferException {
    return getDefault().transfer(source, target, offset, length);
  }

  /**
   * Sends a file that is kept open.
   *
   * @param source the file
   * @param target the channel, in blocking or non-blocking mode
   * @return what was done
   * @throws TransferException if not every byte was accepted
   */
  public static TransferResult send(FileSource source, WritableByteChannel target)
      throws TransferException {
    return getDefault().transfer(TransferRequest.from(source).to(target));
  }

  /**
   * Receives a file: writes all that comes from a channel, up to its end, into a file, which is
   * created or truncated. Where the length is known, give it as the {@link TransferRequest#range}
   * of a request: only then is a connection that breaks off told from one that has ended.
   *
   * @param source the channel, in blocking or non-blocking mode
   * @param target the file
   * @return what was done
   * @throws TransferException if not all that came was written
   */
  public static TransferResult receive(ReadableByteChannel source, Path target)
      throws TransferException {
    return getDefault().transfer(TransferRequest.from(source).to(target));
  }

  /**
   * Receives a file from a socket, up to the end of what the peer sends; as for a channel.
   *
   * @param source the socket
   * @param target the file
   * @return what was done
   * @throws TransferException if not all that came was written
   */
  public static TransferResult receive(Socket source, Path target) throws TransferException {
    return getDefault().transfer(TransferRequest.from(source).to(target));
  }

  /**
   * Receives a file from a stream, up to its end; as for a channel.
   *
   * @param source the stream
   * @param target the file
   * @return what was done
   * @throws TransferException if not all that came was written
   */
  public static TransferResult receive(InputStream source, Path target) throws TransferException {
    return getDefault().transfer(TransferRequest.from(source).to(target));
  }

  /**
   * Copies a file. The target is created with the permissions of the source, or truncated; see
   * {@link TransferSource#to(Path)}.
   *
   * @param source the file
   * @param target the copy; not the source itself
   * @return what was done
   * @throws TransferException if not every byte was written
   */
  public static TransferResult copy(Path source, Path target) throws TransferException {
    return getDefault().transfer(TransferRequest.from(source).to(target));
  }

  /**
   * Moves bytes from one channel to another, in one direction, until the first one ends: one half
   * of a proxy. At that end the target is not shut down.
   *
   * @param source where from, in blocking or non-blocking mode
   * @param target where to, likewise
   * @return what was done
   * @throws TransferException if not all that came was accepted
   */
  public static TransferResult pump(ReadableByteChannel source, WritableByteChannel target)
      throws TransferException {
    return getDefault().transfer(TransferRequest.from(source).to(target));
  }

  // ---- transfers

  /**
   * Runs a transfer to its end, on the calling thread.
   *
   * @param request what to send
   * @return what was done
   * @throws TransferException if not every byte was accepted; it says how many were
   * @throws IllegalArgumentException if a timeout is set and the end it is for is a stream, which
   *     nothing but its owner can safely end
   */
  public TransferResult transfer(TransferRequest request) throws TransferException {
    return Run.toTheEnd(Opener.open(this, request, false), null);
  }

  /**
   * Sends a part of an open file to a channel: the shortest way for servers that keep files open.
   * The same as a request for that range, without making one.
   *
   * @param source the file; its position is neither used nor changed
   * @param target the channel, in blocking or non-blocking mode
   * @param offset where the part begins, in bytes
   * @param length how many bytes it has
   * @return what was done
   * @throws TransferException if not every byte was accepted; it says how many were
   * @throws IllegalArgumentException if offset or length is negative
   */
  public TransferResult transfer(
      FileChannel source, WritableByteChannel target, long offset, long length)
      throws TransferException {
    TransferRequest.checkOffset(offset);
    TransferRequest.checkLength(length);
    return Run.toTheEnd(Opener.open(this, source, target, offset, length), null);
  }

  /**
   * Sends a part of a file that is kept open to a keep-alive socket: the fastest way for small
   * files.
   *
   * @param source the file
   * @param target the socket
   * @param offset where the part begins, in bytes
   * @param length how many bytes it has
   * @return what was done
   * @throws TransferException if not every byte was accepted; it says how many were
   * @throws IllegalArgumentException if offset or length is negative
   */
  public TransferResult transfer(FileSource source, PreparedTarget target, long offset, long length)
      throws TransferException {
    TransferRequest.checkOffset(offset);
    TransferRequest.checkLength(length);
    return Run.toTheEnd(Opener.open(this, source.file(), target.socket(), offset, length), null);
  }

  /**
   * Opens a transfer as a handle that other threads may cancel and ask, or an event loop advances.
   * Files are opened and the request is checked here; no byte moves before {@link Transfer#run} or
   * {@link Transfer#advance}.
   *
   * @param request what to send
   * @return the transfer, to be run or closed
   * @throws TransferException if the request cannot be served
   * @throws IllegalArgumentException as for {@link #transfer(TransferRequest)}
   */
  public Transfer open(TransferRequest request) throws TransferException {
    return new Transfer(Opener.open(this, request, true));
  }

  // ---- questions

  /**
   * Explains which strategy would serve a request, which would follow it, and why the others would
   * not. Moves nothing; a source is opened and closed again, unless it is a FIFO or a device, and a
   * target is not opened. On POSIX systems closing a path's file drops the locks that this process
   * has on it: explain a file that is locked by its channel. What a device can do shows when it is
   * sent, and a {@linkplain Explanation#notes() note} says so.
   *
   * <p>Where an end is a path, another thread looks at it, since a file system may not answer: this
   * one waits until that is done, it is interrupted, or the longer of the two timeouts is over; for
   * a second at least, if there is one.
   *
   * @param request the request
   * @return the explanation; one without a {@linkplain Explanation#chosen() chosen} strategy if the
   *     request would fail for want of one
   * @throws TransferException if the request would fail for another reason: a missing file, a
   *     closed end
   */
  public Explanation explain(TransferRequest request) throws TransferException {
    return Opener.explain(this, request);
  }

  /**
   * Lists the strategies that were found, by name.
   *
   * @return an unmodifiable list
   */
  public List<StrategyInfo> strategies() {
    return engine.strategies().roster().strategies().stream()
        .map(
            it ->
                new StrategyInfo(
                    it.name(),
                    it.technique(),
                    it.weight(),
                    it.availability(),
                    it.strategy().getClass().getName()))
        .toList();
  }

  /**
   * Tells whether a strategy, or any strategy of a technique, can run here.
   *
   * @param name a strategy or technique
   * @return available, or unavailable with cause and remedy; so too if nothing of that name is
   *     deployed
   */
  public Availability availability(String name) {
    String wanted = Techniques.canonical(name);
    Availability answer =
        Availability.unavailable(
            "no strategy or technique named '" + name + "' is deployed",
            "add the provider that brings it");
    for (StrategyInfo it : strategies()) {
      if (it.name().equals(wanted) || it.technique().equals(wanted)) {
        answer = it.availability();
        if (answer.isAvailable()) {
          return answer;
        }
      }
    }
    return answer;
  }

  /**
   * Tells whether the kernel's own path is open: whether a strategy of the technique {@code
   * sendfile} is available.
   *
   * @return {@code true} if so
   */
  public boolean sendfileAvailable() {
    return availability(Techniques.SENDFILE).isAvailable();
  }

  /**
   * Tells whether a strategy of the technique {@code mmapped} is available.
   *
   * @return {@code true} if so
   */
  public boolean mmapAvailable() {
    return availability(Techniques.MMAPPED).isAvailable();
  }

  // ---- variations

  private Sendfile with(Settings changed) {
    return new Sendfile(engine, changed);
  }

  /**
   * Returns an instance that insists on a strategy or technique, at every size. A transfer that it
   * cannot serve fails with the reason, also where only its first step tells; a target path holds
   * what it held before then, unless a header went ahead.
   *
   * @param name a strategy or technique; {@code nothing} for none
   * @return the instance
   */
  public Sendfile withForce(String name) {
    return with(settings.withForce(name));
  }

  /**
   * Returns an instance that lets a selector decide where nothing is forced.
   *
   * @param selector the selector
   * @return the instance
   */
  public Sendfile withSelector(TransferSelector selector) {
    return with(settings.withSelector(Objects.requireNonNull(selector, "selector")));
  }

  /**
   * Returns an instance whose strategies use buffers of a given size.
   *
   * @param bytes the size, in 1..16 MiB
   * @return the instance
   * @throws IllegalArgumentException if it is out of range
   */
  public Sendfile withBufferSize(int bytes) {
    return with(settings.withBufferSize(bytes));
  }

  /**
   * Returns an instance whose steps move a given number of bytes at most.
   *
   * @param bytes the number, at least 1
   * @return the instance
   * @throws IllegalArgumentException if it is not positive
   */
  public Sendfile withChunkSize(long bytes) {
    return with(settings.withChunkSize(bytes));
  }

  /**
   * Returns an instance whose transfers fail when the target takes no byte for some time. A target
   * in blocking mode is closed then: nothing else ends a blocked write. How far such a write has
   * come is seen only when it returns: a receiver is sure not to be given up if it takes 32 KiB a
   * second, and 128 KiB within the timeout.
   *
   * <p>The time runs only while the target alone is waited for: not while the source has nothing to
   * give or a file is read from a slow disk, nor in a pause of a strategy, nor while this process
   * could not run. Where one call of the kernel both reads and writes, as {@code transferTo},
   * {@code sendfile}, {@code splice} and a write from a mapping do, all of it counts. It may be
   * over a tenth of a second late, later on a busy machine, and never early.
   *
   * @param timeout how long, more than zero
   * @return the instance
   * @throws IllegalArgumentException if it is not positive
   */
  public Sendfile withWriteTimeout(Duration timeout) {
    return with(settings.withWriteTimeout(timeout));
  }

  /**
   * Returns an instance whose transfers fail when the source gives no byte for some time. A source
   * in blocking mode is closed then. Files never make one wait. The time runs only while the source
   * alone is waited for, as that of {@link #withWriteTimeout} does for the target.
   *
   * @param timeout how long, more than zero
   * @return the instance
   * @throws IllegalArgumentException if it is not positive
   */
  public Sendfile withReadTimeout(Duration timeout) {
    return with(settings.withReadTimeout(timeout));
  }

  /**
   * Returns an instance that tells a listener of all its transfers but those with a listener of
   * their own.
   *
   * @param listener the listener, called by as many threads as there are transfers
   * @return the instance
   */
  public Sendfile withListener(TransferListener listener) {
    return with(settings.withListener(Objects.requireNonNull(listener, "listener")));
  }

  /**
   * Returns an instance whose ranking puts first, among strategies of equal weight, what a profile
   * names as the fastest. One that is not {@linkplain Profile#isForHere() for here} is ignored: a
   * warning is written, and the built-in order holds. One that names nothing takes away what an
   * operator has set.
   *
   * @param profile the profile
   * @return the instance
   */
  public Sendfile withProfile(Profile profile) {
    return with(settings.withProfile(profile));
  }

  /**
   * Begins an instance, with the defaults that system properties set.
   *
   * @return a builder
   * @throws IllegalArgumentException if a system property has a bad value
   */
  public static SendfileBuilder builder() {
    return new SendfileBuilder();
  }

  // ---- for the engine

  /** What a transfer that begins now goes by. */
  Terms terms() {
    Defaults defaults = engine.defaults().get();
    Terms last = terms;
    if (last == null || !last.defaults().equals(defaults)) {
      last = Terms.of(engine, settings, defaults);
      terms = last;
    }
    return last;
  }
}
