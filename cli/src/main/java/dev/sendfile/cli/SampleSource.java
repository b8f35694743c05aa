package dev.sendfile.cli;

import dev.sendfile.TransferRequest;
import dev.sendfile.TransferSource;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.Pipe;
import java.nio.channels.WritableByteChannel;
import org.jspecify.annotations.Nullable;

/**
 * A real source that exists only to be asked about or tried. Closing it leaves nothing behind.
 *
 * @param request the first half of a request for it
 * @param feed where what it shall give goes in; {@code null} for an empty file
 * @param end tells it that no more will come
 * @param ends what is open for it
 */
record SampleSource(
    TransferSource request, @Nullable WritableByteChannel feed, Closeable end, Closeable ends)
    implements Closeable {

  static SampleSource tcp() throws IOException {
    Loopback sockets = Loopback.tcp();
    return of(sockets, TransferRequest.from(sockets.far()));
  }

  static SampleSource unix() throws IOException {
    Loopback sockets = Loopback.unix();
    return of(sockets, TransferRequest.from(sockets.far()));
  }

  static SampleSource channel() throws IOException {
    Loopback sockets = Loopback.tcp();
    return of(sockets, TransferRequest.from(new Wrapped(sockets.far())));
  }

  static SampleSource stream() throws IOException {
    Loopback sockets = Loopback.tcp();
    return of(sockets, TransferRequest.from(sockets.far().socket().getInputStream()));
  }

  private static SampleSource of(Loopback sockets, TransferSource request) {
    return new SampleSource(
        request, sockets.near(), () -> sockets.near().shutdownOutput(), sockets);
  }

  static SampleSource pipe() throws IOException {
    Pipe pipe = Pipe.open();
    return new SampleSource(
        TransferRequest.from(pipe.source()),
        pipe.sink(),
        pipe.sink(),
        () -> {
          pipe.sink().close();
          pipe.source().close();
        });
  }

  static SampleSource file() throws IOException {
    TempFile file = TempFile.create();
    return new SampleSource(TransferRequest.from(file.path()), null, () -> {}, file);
  }

  @Override
  public void close() throws IOException {
    ends.close();
  }
}
