package dev.sendfile.mmap;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class PageTest {

  @Test
  @EnabledOnOs(OS.LINUX)
  void isAsLargeAsTheSystemSays() throws Exception {
    Process getconf = new ProcessBuilder("getconf", "PAGESIZE").start();
    String told = new String(getconf.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);

    assertThat(Page.SIZE).isEqualTo(Integer.parseInt(told.trim()));
  }
}
