package dev.sendfile.itests.soak;

import dev.sendfile.tck.fixture.Command;
import dev.sendfile.tck.fixture.Feed;
import dev.sendfile.tck.fixture.FeedKind;
import dev.sendfile.tck.fixture.Line;
import dev.sendfile.tck.fixture.TargetKind;
import dev.sendfile.tck.fixture.Task;
import dev.sendfile.tck.fixture.ThreadKind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.Channels;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/** Connections that encrypt, over sockets of the system. */
final class Tls {

  private static final char[] PASSWORD = "a soak's own".toCharArray();

  /** Of no use here: none connects to the same port again. */
  private static final int SESSIONS_KEPT = 16;

  private Tls() {}

  /** Makes a key, and what trusts it. */
  static SSLContext context(Path folder) throws Exception {
    Path file = folder.resolve("key.p12");
    Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
    boolean made =
        Command.succeeds(
            keytool,
            "-genkeypair",
            "-alias",
            "soak",
            "-keyalg",
            "EC",
            "-dname",
            "CN=localhost",
            "-validity",
            "2",
            "-storetype",
            "PKCS12",
            "-keystore",
            file,
            "-storepass",
            new String(PASSWORD));
    if (!made) {
      throw new IOException("keytool made no key");
    }
    return context(KeyStore.getInstance(file.toFile(), PASSWORD));
  }

  private static SSLContext context(KeyStore keys) throws GeneralSecurityException {
    KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    own.init(keys, PASSWORD);
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(keys);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(own.getKeyManagers(), trust.getTrustManagers(), null);
    context.getServerSessionContext().setSessionCacheSize(SESSIONS_KEPT);
    context.getClientSessionContext().setSessionCacheSize(SESSIONS_KEPT);
    return context;
  }

  /** The target is the server's side: what it sends of its own accord, the receiver reads. */
  static Line line(SSLContext context, boolean narrow) throws Exception {
    SSLSocket[] pair = connect(context, narrow ? TargetKind.NARROW : 0);
    return new Line(
        TargetKind.PLAIN_SOCKET, pair[0], pair[0], Channels.newChannel(pair[1].getInputStream()));
  }

  /** The sender is the server's side, for the same reason. */
  static Feed feed(SSLContext context) throws Exception {
    SSLSocket[] pair = connect(context, 0);
    return new Feed(
        FeedKind.PLAIN_SOCKET, pair[1], pair[1], Channels.newChannel(pair[0].getOutputStream()));
  }

  /** Returns the server's side and the client's. */
  private static SSLSocket[] connect(SSLContext context, int buffer) throws Exception {
    SSLSocketFactory factory = context.getSocketFactory();
    SSLSocket client = (SSLSocket) factory.createSocket();
    try (ServerSocket listening =
        context
            .getServerSocketFactory()
            .createServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      if (buffer > 0) {
        client.setReceiveBufferSize(buffer);
      }
      client.connect(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), listening.getLocalPort()));
      SSLSocket server = (SSLSocket) listening.accept();
      if (buffer > 0) {
        server.setSendBufferSize(buffer);
      }
      Task<Void> shaking =
          ThreadKind.PLATFORM.start(
              () -> {
                client.startHandshake();
                return null;
              });
      server.startHandshake();
      shaking.await();
      return new SSLSocket[] {server, client};
    }
  }
}
