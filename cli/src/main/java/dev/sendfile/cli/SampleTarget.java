package dev.sendfile.cli;

import dev.sendfile.TransferRequest;
import dev.sendfile.TransferSource;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Pipe;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Path;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A real target that exists only to be asked about or tried. Closing it leaves nothing behind.
 *
 * @param request makes a request for it
 * @param written where what was written can be read, if it is a file
 * @param far where it arrives, if it is none
 * @param end tells the far side that no more will come
 * @param ends what is open for it
 */
record SampleTarget(
    Function<TransferSource, TransferRequest> request,
    @Nullable Path written,
    @Nullable ReadableByteChannel far,
    Closeable end,
    Closeable ends)
    implements Closeable {

  static SampleTarget tcp() throws IOException {
    Loopback sockets = Loopback.tcp();
    return of(sockets, from -> from.to(sockets.near()));
  }

  static SampleTarget unix() throws IOException {
    Loopback sockets = Loopback.unix();
    return of(sockets, from -> from.to(sockets.near()));
  }

  static SampleTarget channel() throws IOException {
    Loopback sockets = Loopback.tcp();
    return of(sockets, from -> from.to(new Wrapped(sockets.near())));
  }

  static SampleTarget stream() throws IOException {
    Loopback sockets = Loopback.tcp();
    OutputStream stream = sockets.near().socket().getOutputStream();
    return of(sockets, from -> from.to(stream));
  }

  private static SampleTarget of(
      Loopback sockets, Function<TransferSource, TransferRequest> request) {
    return new SampleTarget(
        request, null, sockets.far(), () -> sockets.near().shutdownOutput(), sockets);
  }

  static SampleTarget pipe() throws IOException {
    Pipe pipe = Pipe.open();
    return new SampleTarget(
        from -> from.to(pipe.sink()),
        null,
        pipe.source(),
        pipe.sink(),
        () -> {
          pipe.sink().close();
          pipe.source().close();
        });
  }

  static SampleTarget file() throws IOException {
    TempFile file = TempFile.create();
    return new SampleTarget(from -> from.to(file.path()), file.path(), null, () -> {}, file);
  }

  @Override
  public void close() throws IOException {
    ends.close();
  }
}
