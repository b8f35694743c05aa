/** Strategy {@code rwloop}: reads into a buffer and writes from it. Works everywhere. */
module dev.sendfile.rwloop {
  requires transitive dev.sendfile;
  requires static org.jspecify;

  exports dev.sendfile.rwloop;

  provides dev.sendfile.spi.TransferStrategy with
      dev.sendfile.rwloop.ReadWriteLoop;
}
