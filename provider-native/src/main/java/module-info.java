/**
 * Strategies {@code native-…}: Linux system calls, through the foreign function API of Java 22 and
 * later.
 */
module dev.sendfile.ffm {
  requires dev.sendfile;
  requires static org.jspecify;
  requires static osgi.core;

  provides dev.sendfile.spi.TransferStrategy with
      dev.sendfile.ffm.NativeCopyFileRange,
      dev.sendfile.ffm.NativeMappedWritev,
      dev.sendfile.ffm.NativeReflink,
      dev.sendfile.ffm.NativeSendfile,
      dev.sendfile.ffm.NativeSplice,
      dev.sendfile.ffm.NativeWritev;
}
