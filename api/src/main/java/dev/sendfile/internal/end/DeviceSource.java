package dev.sendfile.internal.end;

import dev.sendfile.spi.EndKind;
import dev.sendfile.spi.Memory;
import dev.sendfile.spi.Source;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A device by its path that nobody opens: its name tells no more of it than whether it has
 * positions. For explaining only.
 */
final class DeviceSource implements EngineSource {

  private final Path path;
  private final boolean block;

  /**
   * Makes one.
   *
   * @param path where it is
   * @param block whether it is a block device, which has positions and a size
   */
  DeviceSource(Path path, boolean block) {
    this.path = path;
    this.block = block;
  }

  @Override
  public EndKind kind() {
    return block ? EndKind.FILE : EndKind.PIPE;
  }

  @Override
  public <T> @Nullable T as(Class<T> type) {
    return type.isInstance(path) ? type.cast(path) : null;
  }

  @Override
  public @Nullable Object fileKey() throws IOException {
    return Attributes.key(path, Attributes.of(path));
  }

  @Override
  public boolean positional() {
    return block;
  }

  @Override
  public long size() {
    return Source.UNKNOWN_SIZE;
  }

  @Override
  public int read(ByteBuffer into, long position) throws IOException {
    throw new ClosedChannelException();
  }

  @Override
  public void check() throws IOException {
    if (!Files.isReadable(path)) {
      throw new UnusableEndException(path + " may not be read by this user", null);
    }
  }

  @Override
  public boolean isOpen() {
    return true;
  }

  @Override
  public boolean owned() {
    return true;
  }

  @Override
  public boolean blocking() {
    return !block;
  }

  @Override
  public Memory memory() {
    return Memory.DIRECT;
  }

  @Override
  public boolean closable() {
    return true;
  }

  @Override
  public void close() {
    // there is nothing to close
  }

  @Override
  public String unknown() {
    return path
        + " is a device, which is not opened only to explain: other strategies than these may serve"
        + " it; to see which, open it, and pass the channel";
  }

  @Override
  public String describe() {
    return path.toString();
  }
}
