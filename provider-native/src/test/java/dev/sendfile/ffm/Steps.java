package dev.sendfile.ffm;

import dev.sendfile.spi.Batch;
import dev.sendfile.spi.Plan;
import dev.sendfile.spi.Session;
import dev.sendfile.spi.Step;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** What an engine does with a session: steps, counts, and goes on behind what was moved. */
final class Steps implements Batch {

  private final Session session;
  private final Plan plan;
  private final ByteBuffer header;
  private final List<Object> oddities = new ArrayList<>();
  private long content;
  private long largest = 40_000;
  private boolean further;

  Steps(Session session, Plan plan) {
    this(session, plan, ByteBuffer.allocate(0));
  }

  Steps(Session session, Plan plan, ByteBuffer header) {
    this.session = session;
    this.plan = plan;
    this.header = header.duplicate();
  }

  /** Begins with content at a position, as if all before it had been moved. */
  Steps from(long position) {
    content = position - plan.offset();
    return this;
  }

  Steps ofAtMost(long bytes) {
    largest = bytes;
    return this;
  }

  /** One step, accounted for. */
  Step one() throws IOException {
    Step step = session.step(this);
    if (step instanceof Step.Moved moved) {
      long ofHeader = Math.min(moved.bytes(), header.remaining());
      header.position(header.position() + (int) ofHeader);
      content += moved.bytes() - ofHeader;
    }
    return step;
  }

  /** Steps until all is moved; whatever else happens is remembered, and tried again. */
  Steps toTheEnd() {
    while (content < plan.length() || header.hasRemaining()) {
      try {
        Step step = one();
        if (!(step instanceof Step.Moved)) {
          oddities.add(step);
        }
      } catch (IOException e) {
        oddities.add(e);
      }
    }
    return this;
  }

  /** Asks for more than the plan, to see what comes behind its end. */
  Steps furtherThanPlanned() {
    further = true;
    return this;
  }

  /** Steps that moved nothing, and what was thrown. */
  List<Object> oddities() {
    return oddities;
  }

  long content() {
    return content;
  }

  @Override
  public ByteBuffer header() {
    return header.duplicate();
  }

  @Override
  public long position() {
    return plan.offset() + content;
  }

  @Override
  public long targetPosition() {
    return plan.targetOffset() + content + header.position();
  }

  @Override
  public long max() {
    return further ? largest : Math.min(largest, plan.length() - content);
  }

  @Override
  public boolean more() {
    return content + max() < plan.length();
  }
}
