package dev.sendfile.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The public API is what {@code api/signature.txt} says, so that nobody changes it unawares, and a
 * reviewer sees each change of it in one place.
 */
@Tag("once")
class ApiSignatureIT {

  private static final Path RECORD = Delivered.PROJECT.resolve("api/signature.txt");

  private static final String REMEDY =
      "Where that is what you want, record it anew and commit it: mvn verify -Dapi.record";

  @Test
  void theApiIsAsRecorded() throws Exception {
    List<String> now = ApiSignature.of(Delivered.jar("sendfile-api"));
    if (System.getProperty("api.record") != null) {
      Files.write(RECORD, now);
    }

    assertThat(RECORD).as(REMEDY).exists();
    String difference = ApiSignature.difference(Files.readAllLines(RECORD), now);
    assertThat(difference)
        .withFailMessage("The API is not as %s has it:%n%s%s", RECORD, difference, REMEDY)
        .isEmpty();
  }
}
