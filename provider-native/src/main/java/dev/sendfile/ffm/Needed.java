package dev.sendfile.ffm;

import java.lang.invoke.MethodHandles;
import java.util.List;

/**
 * The classes that a session comes to need while it holds something. They are loaded and linked
 * with the calls: of a jar that is being replaced, one may be missing later, and a transfer that
 * finds out in its midst is worse off than one that never began.
 */
final class Needed {

  private Needed() {}

  /**
   * Loads them.
   *
   * @throws LinkageError if one cannot be had
   */
  static void load() {
    List<Class<?>> classes =
        List.of(
            Blocking.class,
            Calls.class,
            CopyFileRangeSession.class,
            Descriptor.class,
            Descriptors.class,
            EndOfFile.class,
            Ends.class,
            Errno.class,
            FileByPath.class,
            Header.class,
            Held.class,
            IpAddress.class,
            KeptDescriptor.class,
            KeptMapping.class,
            Linux.Direction.class,
            Linux.Side.class,
            MappedSession.class,
            NoDescriptorException.class,
            OwnFile.class,
            Pipe.class,
            PipedSession.class,
            Pipes.class,
            Proc.class,
            ReadingSession.class,
            ReflinkSession.class,
            Scratch.class,
            SendfileSession.class,
            SendfileToFile.class,
            SocketScan.class,
            SocketTimeout.class,
            SocketTimeouts.class,
            SpliceSession.class,
            SystemCallException.class);
    try {
      for (Class<?> each : classes) {
        MethodHandles.lookup().ensureInitialized(each);
      }
    } catch (IllegalAccessException e) {
      throw new LinkageError("a class of this package", e);
    }
  }
}
