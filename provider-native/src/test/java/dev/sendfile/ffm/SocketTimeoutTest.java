package dev.sendfile.ffm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sendfile.ffm.Linux.Direction;
import dev.sendfile.internal.end.PreparedSocket;
import dev.sendfile.spi.Plan;
import dev.sendfile.spi.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Calls on blocking sockets are bounded, and the sockets left as they were. */
class SocketTimeoutTest {

  private final ScriptedLinux linux = new ScriptedLinux();

  @TempDir Path folder;
  private Pump pump;

  @BeforeEach
  void connect() throws IOException {
    pump = new Pump();
  }

  @AfterEach
  void disconnect() throws IOException {
    pump.close();
  }

  /** As the socket itself has it, whoever asks. */
  private long timeout(Connection connection, Direction direction) throws IOException {
    int mine = linux.duplicate(OpenedAccess.numberOf(connection.near));
    try {
      return linux.timeout(mine, direction);
    } finally {
      linux.close(mine);
    }
  }

  @Test
  void callsOnBlockingSocketsAreBoundedForAsLongAsTheSessionLasts() throws IOException {
    Session session = pump.session(linux);

    assertThat(timeout(pump.from, Direction.RECEIVE)).isBetween(1L, 2 * SocketTimeout.MICROS);
    assertThat(timeout(pump.to, Direction.SEND)).isBetween(1L, 2 * SocketTimeout.MICROS);
    session.close();
    assertThat(timeout(pump.from, Direction.RECEIVE)).isZero();
    assertThat(timeout(pump.to, Direction.SEND)).isZero();
  }

  @Test
  void aTimeThatSomebodyElseHasSetIsSetAgain() throws IOException {
    int mine = linux.duplicate(OpenedAccess.numberOf(pump.to.near));
    linux.setTimeout(mine, Direction.SEND, 3_000_000);

    pump.session(linux).close();

    assertThat(linux.timeout(mine, Direction.SEND)).isEqualTo(3_000_000);
    linux.close(mine);
  }

  @Test
  void aTransferToTheSameSocketLeavesAPreparedTargetItsBound() throws IOException {
    PreparedSocket prepared = new PreparedSocket(pump.to.near);
    Path file = Files.write(folder.resolve("file"), new byte[10]);
    Held.of(Plans.of(file, prepared, 10), linux).close();

    pump.session(linux).close();

    assertThat(timeout(pump.to, Direction.SEND)).isBetween(1L, 2 * SocketTimeout.MICROS);
    prepared.forget();
  }

  @Test
  void aPreparedTargetThatGoesLeavesATransferToTheSameSocketItsBound() throws IOException {
    PreparedSocket prepared = new PreparedSocket(pump.to.near);
    Path file = Files.write(folder.resolve("file"), new byte[10]);
    Plan plan = Plans.of(file, prepared, 10);
    Held.of(plan, linux).close();
    Plans.release(plan);
    Session session = pump.session(linux);

    prepared.forget();

    assertThat(timeout(pump.to, Direction.SEND)).isBetween(1L, 2 * SocketTimeout.MICROS);
    session.close();
    assertThat(timeout(pump.to, Direction.SEND)).isZero();
  }

  @Test
  void ofTwoPreparedTargetsOfOneSocketTheLastTakesTheBoundOff() throws IOException {
    Path file = Files.write(folder.resolve("file"), new byte[10]);
    PreparedSocket first = new PreparedSocket(pump.to.near);
    PreparedSocket second = new PreparedSocket(pump.to.near);
    for (PreparedSocket each : List.of(first, second)) {
      Plan plan = Plans.of(file, each, 10);
      Held.of(plan, linux).close();
      Plans.release(plan);
    }

    first.forget();
    assertThat(timeout(pump.to, Direction.SEND)).isBetween(1L, 2 * SocketTimeout.MICROS);
    second.forget();
    assertThat(timeout(pump.to, Direction.SEND)).isZero();
  }

  @Test
  void ofSessionsThatOverlapTheLastTakesTheBoundsOff() throws IOException {
    int mine = linux.duplicate(OpenedAccess.numberOf(pump.from.near));
    linux.setTimeout(mine, Direction.RECEIVE, 3_000_000);
    Session first = pump.session(linux);
    Session second = pump.session(linux); // begun when a listener heard that the first is done

    first.close();

    assertThat(timeout(pump.from, Direction.RECEIVE)).isBetween(1L, 2 * SocketTimeout.MICROS);
    assertThat(timeout(pump.to, Direction.SEND)).isBetween(1L, 2 * SocketTimeout.MICROS);
    second.close();
    assertThat(linux.timeout(mine, Direction.RECEIVE)).isEqualTo(3_000_000);
    assertThat(timeout(pump.to, Direction.SEND)).isZero();
    linux.close(mine);
  }

  @Test
  void twoStrategiesCountTogether() throws IOException {
    Path file = Files.write(folder.resolve("file"), new byte[10]);
    Plan send = Plans.of(file, pump.to.near, 10);
    NativeSendfile sendfile = new NativeSendfile();
    Session first = sendfile.open(send, new TestContext(), new Calls(sendfile, linux));
    Session second = pump.session(linux);

    first.close();

    assertThat(timeout(pump.to, Direction.SEND)).isBetween(1L, 2 * SocketTimeout.MICROS);
    second.close();
    assertThat(timeout(pump.to, Direction.SEND)).isZero();
    Plans.release(send);
  }
}
