package dev.sendfile.cli;

import dev.sendfile.TransferRequest;
import dev.sendfile.TransferRequest.From;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.Pipe;
import java.nio.channels.WritableByteChannel;
import java.nio.file.StandardOpenOption;
import java.util.function.Function;

/**
 * A real target that exists only to be asked about. Closing it leaves nothing behind.
 *
 * @param request makes a request for it
 * @param ends what is open for it
 */
record SampleTarget(Function<From, TransferRequest> request, Closeable ends) implements Closeable {

  static SampleTarget tcp() throws IOException {
    return of(Loopback.tcp());
  }

  static SampleTarget unix() throws IOException {
    return of(Loopback.unix());
  }

  private static SampleTarget of(Loopback sockets) {
    return new SampleTarget(from -> from.to(sockets.near()), sockets);
  }

  static SampleTarget pipe() throws IOException {
    Pipe pipe = Pipe.open();
    return new SampleTarget(
        from -> from.to(pipe.sink()),
        () -> {
          pipe.sink().close();
          pipe.source().close();
        });
  }

  /**
   * A channel of which nothing is known but that it can be written to, like those of TLS libraries.
   */
  static SampleTarget channel() {
    WritableByteChannel channel = Channels.newChannel(OutputStream.nullOutputStream());
    return new SampleTarget(from -> from.to(channel), channel);
  }

  static SampleTarget stream() {
    OutputStream stream = OutputStream.nullOutputStream();
    return new SampleTarget(from -> from.to(stream), stream);
  }

  static SampleTarget file() throws IOException {
    TempFile file = TempFile.create();
    FileChannel channel = FileChannel.open(file.path(), StandardOpenOption.WRITE);
    return new SampleTarget(
        from -> from.to(channel),
        () -> {
          channel.close();
          file.close();
        });
  }

  @Override
  public void close() throws IOException {
    ends.close();
  }
}
