package dev.sendfile.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

class AgainTest {

  /** Takes any words. */
  @Command(name = "sendfile")
  static final class Any {
    @Parameters private String[] words = {};

    @Override
    public String toString() {
      return String.join(" ", words);
    }
  }

  private static Again of(String... args) {
    CommandLine any = new CommandLine(new Any()).setUnmatchedArgumentsAllowed(true);
    any.parseArgs(args);
    return Again.of(any.getCommandSpec());
  }

  @Test
  void quotesWhatAShellWouldTakeApart() {
    assertThat(of("copy", "a b", "it's", "$x", "ä.bin", "", "[::1]:9").toString())
        .isEqualTo("sendfile copy 'a b' 'it'\\''s' '$x' ä.bin '' [::1]:9");
  }

  @Test
  void addsAnOptionOnce() {
    assertThat(of("copy", "a").with("--continue").with("--continue").toString())
        .isEqualTo("sendfile copy a --continue");
  }

  @Test
  void putsAValueInPlaceOfAnEarlierOne() {
    assertThat(of("send", "--offset", "1k", "a", "--length=7").with("--offset", 9).toString())
        .isEqualTo("sendfile send a --length=7 --offset=9");
    assertThat(of("send", "--offset=1", "a").with("--offset", 9).toString())
        .isEqualTo("sendfile send a --offset=9");
  }
}
