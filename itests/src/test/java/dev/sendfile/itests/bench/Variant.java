package dev.sendfile.itests.bench;

import dev.sendfile.Sendfile;
import dev.sendfile.TransferRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;

/** One way to send a file. */
enum Variant {
  /**
   * The loop that people write around {@code transferTo}, on an open channel: what the others are
   * compared with.
   */
  TRANSFER_TO {
    @Override
    void send(Ends ends) throws IOException {
      long position = 0;
      while (position < ends.size()) {
        position += ends.file().transferTo(position, ends.size() - position, ends.channel());
      }
    }
  },
  /** One read and one write by hand, on an open channel: what the loop can be at best. */
  READ_WRITE_BY_HAND {
    @Override
    void send(Ends ends) throws IOException {
      long position = 0;
      while (position < ends.size()) {
        BUFFER.clear().limit((int) Math.min(BUFFER.capacity(), ends.size() - position));
        position += ends.file().read(BUFFER, position);
        BUFFER.flip();
        while (BUFFER.hasRemaining()) {
          ends.channel().write(BUFFER);
        }
      }
    }
  },
  /** This library, on an open channel, choosing by itself. */
  SENDFILE {
    @Override
    void send(Ends ends) throws IOException {
      Sendfile.send(ends.file(), ends.channel(), 0, ends.size());
    }
  },
  /** This library, on an open channel, forced to {@code nio}. */
  SENDFILE_NIO {
    @Override
    void send(Ends ends) throws IOException {
      NIO.transfer(ends.file(), ends.channel(), 0, ends.size());
    }
  },
  /** This library, on an open channel, forced to {@code rwloop}. */
  SENDFILE_RWLOOP {
    @Override
    void send(Ends ends) throws IOException {
      RWLOOP.transfer(ends.file(), ends.channel(), 0, ends.size());
    }
  },
  /** This library, by request, opening the file for each send. */
  SENDFILE_PATH {
    @Override
    void send(Ends ends) throws IOException {
      DEFAULT.transfer(TransferRequest.from(ends.path()).to(ends.channel()));
    }
  },
  /** This library, to a socket without a channel, opening the file for each send. */
  SENDFILE_PLAIN_SOCKET {
    @Override
    void send(Ends ends) throws IOException {
      Sendfile.send(ends.path(), ends.socket());
    }

    @Override
    boolean toSocket() {
      return true;
    }
  },
  /** What the JDK offers for a path and a socket, opening the file for each send. */
  FILES_COPY {
    @Override
    void send(Ends ends) throws IOException {
      Files.copy(ends.path(), ends.socket().getOutputStream());
    }

    @Override
    boolean toSocket() {
      return true;
    }
  };

  private static final ByteBuffer BUFFER = ByteBuffer.allocateDirect(256 << 10);
  private static final Sendfile DEFAULT = Sendfile.getDefault();
  private static final Sendfile NIO = DEFAULT.withForce("nio");
  private static final Sendfile RWLOOP = DEFAULT.withForce("rwloop");

  /** Sends the whole file once. */
  abstract void send(Ends ends) throws IOException;

  /** Whether the bytes go to the socket without a channel. */
  boolean toSocket() {
    return false;
  }
}
