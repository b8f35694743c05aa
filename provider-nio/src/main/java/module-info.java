/** Strategy {@code nio}: {@code FileChannel.transferTo}, where the JDK has a kernel path for it. */
module dev.sendfile.nio {
  requires dev.sendfile;
  requires static org.jspecify;

  provides dev.sendfile.spi.TransferStrategy with
      dev.sendfile.nio.NioTransferTo;
}
