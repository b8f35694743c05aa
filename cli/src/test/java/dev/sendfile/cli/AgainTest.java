package dev.sendfile.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sendfile.Sendfile;
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
        .isEqualTo("sendfile copy 'a b' 'it'\\''s' '$x' ä.bin '' '[::1]:9'");
  }

  @Test
  void writesWhatNoTerminalShowsOnOneLine() {
    assertThat(of("copy", "a\nb'\u001b[2J", "=x").toString())
        .isEqualTo("sendfile copy $'a\\012b\\'\\033[2J' '=x'");
  }

  @Test
  void addsOptionsBeforeWhatIsNoneThoughItLooksLikeOne() {
    Again again = of("copy", "--offset=1", "--", "--offset=7", "--continue");
    assertThat(again.with("--continue").toString())
        .isEqualTo("sendfile copy --offset=1 --continue -- --offset=7 --continue");
    assertThat(again.with("--offset", 9).toString())
        .isEqualTo("sendfile copy --offset=9 -- --offset=7 --continue");
    assertThat(again.without("--continue").toString())
        .isEqualTo("sendfile copy --offset=1 -- --offset=7 --continue");
  }

  @Test
  void leavesOutAnOptionInEachForm() {
    assertThat(of("copy", "--continue", "a", "--continue=true").without("--continue").toString())
        .isEqualTo("sendfile copy a");
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

  private static String ofReceive(String... args) {
    try (Interrupts interrupts = Interrupts.install(StopSignals.NONE)) {
      CommandLine command =
          new CommandLine(new SendfileCommand(() -> Sendfile.builder().build(), interrupts));
      command.parseArgs(args);
      return Again.of(command.getSubcommands().get("receive").getCommandSpec())
          .withFirstOperand("[::1]:7")
          .toString();
    }
  }

  @Test
  void putsAWordInPlaceOfAnOperandAndOfNoValueOfAnOption() {
    String by = "sendfile receive '[::1]:7' ";
    assertThat(ofReceive("receive", "0", "0")).isEqualTo(by + "0");
    assertThat(ofReceive("receive", "*:0", "-")).isEqualTo(by + "-");
    assertThat(ofReceive("--json", "receive", "--length", "0", "0", "c"))
        .isEqualTo("sendfile --json receive --length 0 '[::1]:7' c");
    assertThat(ofReceive("receive", "--length=0", "--", "0", "--x"))
        .isEqualTo("sendfile receive --length=0 -- '[::1]:7' --x");
    assertThat(ofReceive("receive", "--sync", "0", "--", "0"))
        .isEqualTo("sendfile receive --sync '[::1]:7' -- 0");
  }

  @Test
  void beginsWithTheWordThatTheLauncherWasCalledBy() {
    System.setProperty("sendfile.program", "'a b'/bin/sendfile");
    try {
      assertThat(of("copy", "a").toString()).isEqualTo("'a b'/bin/sendfile copy a");
      CliRun.of("send", "--offset=1").failed(2, "Try ''a b'/bin/sendfile send --help'.");
      CliRun.of("--nonsense").failed(2, "Try ''a b'/bin/sendfile --help'.");
    } finally {
      System.clearProperty("sendfile.program");
    }
  }
}
