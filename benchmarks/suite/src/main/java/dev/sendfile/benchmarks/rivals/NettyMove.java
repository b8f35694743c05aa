package dev.sendfile.benchmarks.rivals;

import dev.sendfile.bench.contest.Move;
import dev.sendfile.bench.contest.SendEnds;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.DefaultFileRegion;
import io.netty.util.concurrent.Promise;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.FileChannel;
import java.util.Collection;
import java.util.List;

/** Writes a header and a file to one channel of Netty. */
final class NettyMove implements Move {

  private final Channel channel;
  private final FileChannel file;
  private final long size;
  private final ByteBuf header;
  private final Thread loop;

  private NettyMove(Channel channel, SendEnds ends, Thread loop) {
    this.channel = channel;
    this.loop = loop;
    file = ends.file();
    size = ends.size();
    header = Unpooled.wrappedBuffer(ends.header());
  }

  /** Makes ready to send on a channel that is connected. */
  static NettyMove on(Channel channel, SendEnds ends) {
    Thread loop = channel.eventLoop().submit(Thread::currentThread).syncUninterruptibly().getNow();
    return new NettyMove(channel, ends, loop);
  }

  @Override
  public Collection<Thread> workers() {
    return List.of(loop);
  }

  @Override
  public void once() throws IOException {
    repeat(1);
  }

  /** In the event loop, where programs that use Netty are all the time. */
  @Override
  public void repeat(int times) throws IOException {
    Promise<Void> all = channel.eventLoop().newPromise();
    channel.eventLoop().execute(() -> sendOneOf(times, all));
    try {
      all.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while Netty sends");
    }
    if (!all.isSuccess()) {
      throw new IOException("Netty could not send", all.cause());
    }
  }

  private void sendOneOf(int left, Promise<Void> all) {
    send()
        .addListener(
            sent -> {
              if (!sent.isSuccess()) {
                all.setFailure(sent.cause());
              } else if (left == 1) {
                all.setSuccess(null);
              } else {
                sendOneOf(left - 1, all);
              }
            });
  }

  private ChannelFuture send() {
    if (header.isReadable()) {
      var unused = channel.write(header.retainedDuplicate()); // fails only together with the file
    }
    return channel.writeAndFlush(new OpenFileRegion(file, size));
  }

  /** Leaves the file open, as somebody does who sends it again. */
  private static final class OpenFileRegion extends DefaultFileRegion {

    OpenFileRegion(FileChannel file, long size) {
      super(file, 0, size);
    }

    @Override
    protected void deallocate() {}
  }
}
