package dev.sendfile.benchmarks.rivals;

import com.google.common.io.Files;
import dev.sendfile.bench.contest.SendEntrant;
import java.util.List;
import org.apache.commons.io.FileUtils;

/** All of them. */
public final class Rivals {

  private Rivals() {}

  /**
   * Lists those that send a file.
   *
   * @return in the order in which a report shows them
   */
  public static List<SendEntrant> sending() {
    return List.of(
        new StreamRival("COMMONS_IO", (file, out) -> FileUtils.copyFile(file, out)),
        new StreamRival("GUAVA", (file, out) -> Files.asByteSource(file).copyTo(out)),
        new OkioRival(),
        new NettyRival("NETTY_NIO", NettyTransport.NIO),
        new NettyRival("NETTY_EPOLL", NettyTransport.EPOLL));
  }
}
