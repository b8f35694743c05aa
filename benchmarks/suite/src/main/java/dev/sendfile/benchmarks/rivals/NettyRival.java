package dev.sendfile.benchmarks.rivals;

import dev.sendfile.bench.contest.LeftOutException;
import dev.sendfile.bench.contest.Move;
import dev.sendfile.bench.contest.SendEnds;
import dev.sendfile.bench.contest.SendEntrant;
import dev.sendfile.bench.result.Mode;
import dev.sendfile.bench.result.Setting;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Netty: a file region, written in the event loop.
 *
 * @param name its name in the report
 * @param transport by which part of it
 */
record NettyRival(String name, NettyTransport transport) implements SendEntrant {

  /** Nothing blocks in Netty. */
  @Override
  public boolean takesPart(Setting setting) {
    return setting.mode() == Mode.NON_BLOCKING;
  }

  @Override
  public Move open(SendEnds ends) throws IOException {
    Optional<String> objection = transport.objection();
    if (objection.isPresent()) {
      throw new LeftOutException(objection.get());
    }
    EventLoopGroup loops = transport.loops();
    ends.keep(() -> loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly());
    Channel channel =
        new Bootstrap()
            .group(loops)
            .channel(transport.channel())
            .option(ChannelOption.TCP_NODELAY, true)
            .handler(new ChannelInboundHandlerAdapter())
            .connect(InetAddress.getLoopbackAddress(), ends.port())
            .syncUninterruptibly()
            .channel();
    ends.connected(((InetSocketAddress) channel.localAddress()).getPort());
    return NettyMove.on(channel, ends);
  }
}
