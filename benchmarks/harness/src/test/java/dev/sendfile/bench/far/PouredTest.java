package dev.sendfile.bench.far;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PouredTest {

  private static final int BLOCK = Poured.BLOCK;

  @TempDir private Path folder;

  @Test
  void bothSidesKnowTheBytesAndNoTwoBlocksAreTheSame() throws IOException {
    int count = 2 * BLOCK + 3;
    ByteArrayOutputStream poured = new ByteArrayOutputStream();
    Poured.in(ByteBuffer.allocate(BLOCK)).to(Channels.newChannel(poured), count);

    byte[] bytes = poured.toByteArray();
    Path file = Files.write(folder.resolve("poured"), bytes);
    assertThat(Bytes.of(ByteBuffer.allocate(0), file)).isEqualTo(Poured.first(count));
    assertThat(Arrays.compare(bytes, 0, BLOCK, bytes, BLOCK, 2 * BLOCK)).isNotZero();
  }

  @Test
  void aHeaderIsSummedUpWithTheFileAndLeftAsItIs() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "56789");
    ByteBuffer header = ByteBuffer.wrap("1234".getBytes());
    assertThat(Bytes.of(header, file)).hasToString("9 bytes with the CRC-32C e3069283"); // RFC 3720
    assertThat(header.remaining()).isEqualTo(4);
  }
}
