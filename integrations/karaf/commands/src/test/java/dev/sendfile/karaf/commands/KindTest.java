package dev.sendfile.karaf.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sendfile.Sendfile;
import java.io.IOException;
import java.nio.channels.Pipe;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.karaf.shell.support.completers.ArgumentCommandLine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class KindTest {

  @ParameterizedTest
  @EnumSource(Kind.class)
  void eachKindCanBeAskedAboutAsASourceAndAsATarget(Kind kind) throws IOException {
    for (Kind other : Kind.values()) {
      try (Ends ends = new Ends()) {
        var asked = Sendfile.getDefault().explain(kind.target(other.source(ends), ends));
        assertThat(asked.route()).hasToString(other + " -> " + kind);
        assertThat(asked.chosen()).isPresent();
      }
    }
  }

  @Test
  void nothingIsLeftOfEnds() throws IOException {
    SocketChannel socket;
    Pipe pipe;
    Path file;
    try (Ends ends = new Ends()) {
      socket = ends.tcp();
      pipe = ends.pipe();
      file = ends.file();
    }
    assertThat(socket.isOpen()).isFalse();
    assertThat(pipe.source().isOpen()).isFalse();
    assertThat(pipe.sink().isOpen()).isFalse();
    assertThat(file).doesNotExist();
  }

  @Test
  void anUnknownKindIsRefusedWithTheKindsThatThereAre() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Kind.of("moon"))
        .withMessage("'moon' is not a kind of end; there are tcp, pipe, channel, stream, file");
  }

  @Test
  void kindsAreCompleted() {
    List<String> candidates = new ArrayList<>();
    new KindCompleter().complete(null, new ArgumentCommandLine("p", 1), candidates);
    assertThat(candidates).containsExactly("pipe ");
  }
}
