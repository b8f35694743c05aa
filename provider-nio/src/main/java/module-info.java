/** Strategy {@code nio}: {@code FileChannel.transferTo}, where the JDK has a kernel path for it. */
module dev.sendfile.nio {
  requires transitive dev.sendfile;
  requires static org.jspecify;

  exports dev.sendfile.nio;

  provides dev.sendfile.spi.TransferStrategy with
      dev.sendfile.nio.NioTransferTo;
}
