package dev.sendfile.gate;

import dev.sendfile.spi.Batch;
import dev.sendfile.spi.Context;
import dev.sendfile.spi.Plan;
import dev.sendfile.spi.Session;
import dev.sendfile.spi.Step;
import java.io.IOException;

/**
 * Like send(2) with MSG_MORE and then sendfile(2): the header by one call, content by another, in
 * one step. If the second finds no room the header alone has moved.
 */
record HeaderFirstSession(Plan plan, Context context) implements Session {

  @Override
  public Step step(Batch batch) throws IOException {
    long header = 0;
    if (batch.header().hasRemaining()) {
      header = plan.target().write(batch.header(), batch.targetPosition());
      if (batch.header().hasRemaining()) {
        return header > 0 ? Step.moved(header) : Step.TARGET_FULL;
      }
    }
    Step content = new PlainSession(plan, context).step(batch);
    if (header == 0) {
      return content;
    }
    return Step.moved(content instanceof Step.Moved moved ? header + moved.bytes() : header);
  }
}
