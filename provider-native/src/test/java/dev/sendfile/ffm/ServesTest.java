package dev.sendfile.ffm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sendfile.internal.end.PreparedFile;
import dev.sendfile.internal.end.PreparedSocket;
import dev.sendfile.spi.Offer;
import dev.sendfile.spi.Plan;
import dev.sendfile.spi.TransferStrategy;
import java.io.IOException;
import java.nio.channels.Pipe;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A small send asks none of those that could never serve it. */
class ServesTest {

  private static final List<TransferStrategy> STRATEGIES =
      ServiceLoader.load(TransferStrategy.class).stream()
          .map(ServiceLoader.Provider::get)
          .filter(NativeStrategy.class::isInstance)
          .toList();

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void makeFile() throws IOException {
    file = Files.write(folder.resolve("file"), new byte[1000]);
  }

  /** Who is asked; whoever is not would have declined. */
  private static List<String> asked(Object from, Object to) throws IOException {
    Plan plan = Plans.of(from, to, 1000);
    try {
      boolean prepared = plan.source().keep() != null && plan.target().keep() != null;
      for (TransferStrategy it : STRATEGIES) {
        if (!it.serves(plan.route(), prepared)) {
          assertThat(it.assess(plan)).as(it.name()).isInstanceOf(Offer.Declined.class);
        }
      }
      return STRATEGIES.stream()
          .filter(it -> it.serves(plan.route(), prepared))
          .map(TransferStrategy::name)
          .sorted()
          .toList();
    } finally {
      Plans.release(plan);
    }
  }

  @Test
  void oneOfThemIsAskedForASendFromAFileToASocket() throws IOException {
    try (Connection connection = Connection.open()) {
      assertThat(asked(file, connection.far)).containsExactly("native-sendfile");
    }
  }

  @Test
  void thoseForPreparedEndsAreAskedBetweenSuchAlone() throws IOException {
    PreparedFile source = new PreparedFile(file, 1 << 20, Long.MAX_VALUE);
    try (Connection connection = Connection.open()) {
      PreparedSocket target = new PreparedSocket(connection.far);
      assertThat(asked(source, target))
          .containsExactly("native-mapped-writev", "native-sendfile", "native-writev");
      assertThat(asked(file, target)).containsExactly("native-sendfile");
      target.forget();
    } finally {
      source.close();
    }
  }

  @Test
  void othersAreAskedWhereAPipeOrTwoFilesAreTheEnds() throws IOException {
    Pipe pipe = Pipe.open();
    try (Connection connection = Connection.open();
        Pipe.SinkChannel sink = pipe.sink();
        Pipe.SourceChannel source = pipe.source()) {
      assertThat(asked(file, sink)).containsExactly("native-sendfile", "native-splice");
      assertThat(asked(source, connection.far)).containsExactly("native-splice");
      assertThat(asked(connection.near, folder.resolve("received")))
          .containsExactly("native-splice");
    }
    assertThat(asked(file, folder.resolve("copy")))
        .containsExactly("native-copy-file-range", "native-reflink", "native-sendfile");
  }
}
