package dev.sendfile.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LoadTest {

  @Test
  void warnsWhereThereIsMoreToDoThanProcessorsToDoIt() {
    assertThat(Load.warning(2.5, 2))
        .hasValue(
            "warning: load average 2.5 on 2 processors: results scatter, trust the intervals");
    assertThat(Load.warning(2, 2)).isEmpty();
    assertThat(Load.warning(-1, 2)).as("not known on this system").isEmpty();
  }
}
