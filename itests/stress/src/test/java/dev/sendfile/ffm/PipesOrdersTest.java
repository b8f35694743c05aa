package dev.sendfile.ffm;

import static dev.sendfile.stress.Together.check;
import static dev.sendfile.stress.Together.inManyOrders;

import dev.sendfile.stress.Together;
import org.junit.jupiter.api.Test;

/** Pipes that two transfers take and give back, while their strategy may go. */
class PipesOrdersTest {

  private static Pipes filled(int number, PipeTable table) throws NoDescriptorException {
    Pipes pipes = new Pipes();
    Pipe[] made = new Pipe[number];
    for (int i = 0; i < number; i++) {
      made[i] = pipes.take(table);
    }
    for (Pipe each : made) {
      pipes.give(each);
    }
    return pipes;
  }

  @Test
  void aPipeIsOneTransfersAtATime() {
    inManyOrders(
        () -> {
          PipeTable table = new PipeTable();
          Pipes pipes = filled(2, table);
          Pipe[] taken = new Pipe[2];

          Together.run(
              pipes, () -> taken[0] = pipes.take(table), () -> taken[1] = pipes.take(table));

          check(taken[0] != taken[1], "one pipe was taken twice");
          check(table.open() == 4, table.open() + " descriptors are open");
        });
  }

  @Test
  void fourAreKeptAndNoneIsLost() {
    inManyOrders(
        () -> {
          PipeTable table = new PipeTable();
          Pipes pipes = filled(3, table);
          Pipe one = new Pipes().take(table);
          Pipe other = new Pipes().take(table);

          Together.run(pipes, () -> pipes.give(one), () -> pipes.give(other));

          check(table.open() == 8, table.open() + " descriptors are open");
          pipes.close();
          check(table.open() == 0, table.open() + " descriptors are left");
        });
  }

  @Test
  void whatComesBackWhileTheStrategyGoesIsClosedOnce() {
    inManyOrders(
        () -> {
          PipeTable table = new PipeTable();
          Pipes pipes = filled(1, table);
          Pipe pipe = new Pipes().take(table);

          Together.run(pipes, () -> pipes.give(pipe), pipes::close);

          check(table.open() == 0, table.open() + " descriptors are left");
        });
  }
}
