package dev.sendfile.bench.contest;

import dev.sendfile.bench.far.Bytes;
import dev.sendfile.bench.far.Link;
import dev.sendfile.bench.machine.Usage;
import dev.sendfile.bench.result.Sample;
import java.io.IOException;
import java.util.List;

/** A contender in this process. */
final class LocalContender implements Contender {

  private final String name;
  private final Course course;
  private final List<Link> links;
  private final Move move;
  private final Proof proof;

  /**
   * Names a way to move the bytes.
   *
   * @param links the connections whose far ends take part, those that drain before those that pour
   */
  LocalContender(String name, Course course, List<Link> links, Move move, Proof proof) {
    this.name = name;
    this.course = course;
    this.links = links;
    this.move = move;
    this.proof = proof;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String strategy() {
    return move.strategy();
  }

  @Override
  public void prove() throws IOException {
    Bytes arrived = course.runner().call(() -> proof.arrivedBy(move));
    Proof.compare(name, arrived, course.expected());
  }

  @Override
  public Sample round(int times) throws IOException {
    if (!course.cold()) {
      return course.runner().call(() -> timed(times));
    }
    Sum sum = new Sum();
    for (int i = 0; i < times; i++) {
      course.drop();
      sum.add(course.runner().call(() -> timed(1)));
    }
    return sum.average();
  }

  private Sample timed(int times) throws IOException {
    Usage usage = course.runner().usage(move.workers());
    for (Link link : links) {
      link.announce(times * course.bytes());
    }
    usage.begin();
    long began = System.nanoTime();
    move.repeat(times);
    usage.end();
    for (Link link : links) {
      link.settle();
    }
    long nanos = System.nanoTime() - began;
    return new Sample(nanos / times, usage.cpuNanos() / times, usage.allocatedBytes() / times);
  }
}
