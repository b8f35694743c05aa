package dev.sendfile.bench.contest;

import dev.sendfile.bench.far.Bytes;
import dev.sendfile.bench.far.Rival;
import dev.sendfile.bench.result.Sample;
import dev.sendfile.bench.result.Work;
import java.io.IOException;

/** A contender written in C: what the system calls cost by themselves. It blocks in each mode. */
final class RivalContender implements Contender {

  private final String name;
  private final Course course;
  private final Rival rival;

  RivalContender(String name, Course course, Rival rival) {
    this.name = name;
    this.course = course;
    this.rival = rival;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void prove() throws IOException {
    boolean receives = course.setting().work() == Work.RECEIVE;
    if (receives) {
      Proof.empty(course.file());
    }
    Bytes arrived = rival.prove();
    Proof.compare(name, receives ? Proof.inFile(course.file()) : arrived, course.expected());
  }

  @Override
  public Sample round(int times) throws IOException {
    if (!course.cold()) {
      return rival.round(times);
    }
    Sum sum = new Sum();
    for (int i = 0; i < times; i++) {
      course.drop();
      sum.add(rival.round(1));
    }
    return sum.average();
  }
}
