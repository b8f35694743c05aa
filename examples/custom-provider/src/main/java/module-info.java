/** Strategy {@code paced}: sends files at most at some rate. */
module org.example.paced {
  requires dev.sendfile;
  requires static osgi.core; // in a framework only

  provides dev.sendfile.spi.TransferStrategy with
      org.example.paced.PacedStrategy;
}
