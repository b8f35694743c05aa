/**
 * Tests of what every {@link dev.sendfile.spi.TransferStrategy} promises, for providers to run on
 * theirs, and the fixtures that they are made of.
 */
module dev.sendfile.tck {
  requires transitive dev.sendfile;
  requires transitive org.junit.jupiter.api;
  requires transitive org.junit.jupiter.params;
  requires java.management;
  requires org.assertj.core;
  requires static org.jspecify;

  exports dev.sendfile.tck;
  exports dev.sendfile.tck.fixture;
  exports dev.sendfile.tck.fixture.foreign;

  opens dev.sendfile.tck to
      org.junit.platform.commons;

  uses dev.sendfile.spi.TransferStrategy;
}
