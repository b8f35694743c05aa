package dev.sendfile.itests.example;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;

/** All tests of the examples, in one class and so in one JVM: they are built once. */
@Tag("once")
class ExamplesIT {

  @Nested
  class CustomProvider extends CustomProviderTests {}

  @Nested
  class Image extends ImageTests {}

  @Nested
  class ProviderPage extends ProviderPageTests {}
}
