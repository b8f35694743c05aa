package dev.sendfile.benchmarks.engine;

import dev.sendfile.TransferRequest;
import dev.sendfile.TransferResult;
import java.io.IOException;
import java.nio.channels.WritableByteChannel;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A header and a file to a channel of the user's own, in one write. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class BehindHeader {

  private final WritableByteChannel target = new Accepting();
  private TransferRequest request;

  /** For JMH. */
  @SuppressWarnings("NullAway.Init")
  public BehindHeader() {}

  /**
   * Makes the request, which can be used again and again.
   *
   * @param small the file
   */
  @Setup
  public void request(SmallFile small) {
    request =
        TransferRequest.from(small.file).to(target).range(0, SmallFile.SIZE).header(small.header);
  }

  /**
   * The calls themselves.
   *
   * @param small the file
   * @return bytes sent
   * @throws IOException if that fails
   */
  @Benchmark
  public long byHand(SmallFile small) throws IOException {
    return small.byHandBehindHeader(target);
  }

  /**
   * An open file.
   *
   * @param small the file
   * @return what was sent
   * @throws IOException if that fails
   */
  @Benchmark
  public TransferResult library(SmallFile small) throws IOException {
    return small.library.transfer(request);
  }
}
