/**
 * Sends a file, or a range of it, to a socket, channel or stream as fast as the machine allows.
 *
 * <p>{@link dev.sendfile.Sendfile} is the way in. Strategies are services of type {@link
 * dev.sendfile.spi.TransferStrategy}.
 */
module dev.sendfile {
  requires static jdk.jfr;
  requires static org.jspecify;
  requires static org.osgi.service.cm;
  requires static osgi.core;

  exports dev.sendfile;
  exports dev.sendfile.spi;

  uses dev.sendfile.spi.TransferStrategy;
  uses dev.sendfile.spi.TransferSelector;
}
