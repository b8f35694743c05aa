package dev.sendfile.benchmarks.rivals;

import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.util.Optional;

/** By which part of Netty the bytes go. */
enum NettyTransport {
  /** The JDK's. */
  NIO(NioSocketChannel.class) {
    @Override
    IoHandlerFactory handlers() {
      return NioIoHandler.newFactory();
    }

    @Override
    Optional<String> objection() {
      return Optional.empty();
    }
  },

  /** Netty's own, written in C. */
  EPOLL(EpollSocketChannel.class) {
    @Override
    IoHandlerFactory handlers() {
      return EpollIoHandler.newFactory();
    }

    @Override
    Optional<String> objection() {
      return Epoll.isAvailable()
          ? Optional.empty()
          : Optional.of(
              "Netty cannot load its native part, which is for Linux on x86-64: "
                  + Epoll.unavailabilityCause().getMessage());
    }
  };

  private final Class<? extends Channel> channel;

  NettyTransport(Class<? extends Channel> channel) {
    this.channel = channel;
  }

  /** What a channel of it is. */
  final Class<? extends Channel> channel() {
    return channel;
  }

  /** One event loop: there is one connection. */
  final EventLoopGroup loops() {
    return new MultiThreadIoEventLoopGroup(1, handlers());
  }

  abstract IoHandlerFactory handlers();

  /** Why it cannot take part here; nothing if it can. */
  abstract Optional<String> objection();
}
