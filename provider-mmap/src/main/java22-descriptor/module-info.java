/** Strategy {@code mmap}: writes from a mapping of the file. */
module dev.sendfile.mmap {
  requires dev.sendfile;
  requires static org.jspecify;
  requires static osgi.core;

  provides dev.sendfile.spi.TransferStrategy with
      dev.sendfile.mmap.MappedWrite;
}
