/** Strategy {@code nio}: {@code FileChannel.transferTo}, where the JDK has a kernel path for it. */
module dev.sendfile.nio {
  requires dev.sendfile;
  requires static org.jspecify;
  requires static osgi.core;

  provides dev.sendfile.spi.TransferStrategy with
      dev.sendfile.nio.NioTransferTo;
}
