package dev.sendfile.ffm;

import static dev.sendfile.stress.Together.check;
import static dev.sendfile.stress.Together.inManyOrders;

import dev.sendfile.stress.Together;
import org.junit.jupiter.api.Test;

/** Pipes that two transfers take and give back, while their strategy may go. */
class PipesOrdersTest {

  private static Together.Task transfer(Pipes pipes, PipeTable table) {
    return () -> {
      Pipe pipe = pipes.take(table);
      table.use(pipe.in());
      pipes.give(pipe);
    };
  }

  private static Together.Task twice(Together.Task task) {
    return () -> {
      task.run();
      task.run();
    };
  }

  @Test
  void aPipeIsOneTransfersAtATimeAndClosedInTheEnd() {
    inManyOrders(
        () -> {
          Pipes pipes = new Pipes();
          PipeTable table = new PipeTable();

          Together.run(twice(transfer(pipes, table)), twice(transfer(pipes, table)));
          pipes.close();

          check(table.open() == 0, table.open() + " descriptors are left");
        });
  }

  @Test
  void whatComesBackWhileTheStrategyGoesIsClosedOnce() {
    inManyOrders(
        () -> {
          Pipes pipes = new Pipes();
          PipeTable table = new PipeTable();

          Together.run(twice(transfer(pipes, table)), pipes::close);

          check(table.open() == 0, table.open() + " descriptors are left");
        });
  }
}
