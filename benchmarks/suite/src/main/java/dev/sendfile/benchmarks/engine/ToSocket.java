package dev.sendfile.benchmarks.engine;

import dev.sendfile.TransferResult;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** A file to a TCP connection. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ToSocket {

  /** For JMH. */
  public ToSocket() {}

  /**
   * The calls themselves.
   *
   * @param small the file
   * @param loopback the connection
   * @return bytes sent
   * @throws IOException if that fails
   */
  @Benchmark
  public long byHand(SmallFile small, Loopback loopback) throws IOException {
    return small.byHand(loopback.channel);
  }

  /**
   * An open file.
   *
   * @param small the file
   * @param loopback the connection
   * @return what was sent
   * @throws IOException if that fails
   */
  @Benchmark
  public TransferResult library(SmallFile small, Loopback loopback) throws IOException {
    return small.library.transfer(small.file, loopback.channel, 0, SmallFile.SIZE);
  }

  /**
   * Both ends prepared.
   *
   * @param small the file
   * @param loopback the connection
   * @return what was sent
   * @throws IOException if that fails
   */
  @Benchmark
  public TransferResult prepared(SmallFile small, Loopback loopback) throws IOException {
    return small.library.transfer(small.prepared, loopback.prepared, 0, SmallFile.SIZE);
  }
}
