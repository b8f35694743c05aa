/** Strategy {@code rwloop}: reads into a buffer and writes from it. Works everywhere. */
module dev.sendfile.rwloop {
  requires dev.sendfile;
  requires static org.jspecify;
  requires static osgi.core;

  provides dev.sendfile.spi.TransferStrategy with
      dev.sendfile.rwloop.ReadWriteLoop;
}
