package dev.sendfile.internal.end;

import dev.sendfile.spi.EndKind;
import dev.sendfile.spi.Memory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A file channel that is not the JDK's own, read at positions; of a path in a foreign file system
 * too.
 */
final class ForeignFileSource implements EngineSource {

  private final ForeignFile file;
  private final @Nullable Path path;
  private final @Nullable BasicFileAttributes attributes;
  private final boolean alone;

  /** A caller's; the transfer's alone, if he said so. */
  ForeignFileSource(FileChannel channel, boolean alone) {
    this.file = new ForeignFile(channel, "the source channel");
    this.path = null;
    this.attributes = null;
    this.alone = alone;
  }

  /** One that the engine has opened by its path, and closes. */
  ForeignFileSource(FileChannel channel, Path path, BasicFileAttributes attributes) {
    this.file = new ForeignFile(channel, path.toString());
    this.path = path;
    this.attributes = attributes;
    this.alone = true;
  }

  @Override
  public EndKind kind() {
    return EndKind.FILE;
  }

  @Override
  public <T> @Nullable T as(Class<T> type) {
    return path == null
        ? Trust.foreign(file.channel, type)
        : type.isInstance(path) ? type.cast(path) : null;
  }

  @Override
  public boolean foreign() {
    return true;
  }

  @Override
  public @Nullable Throwable failure() {
    return file.calls.failure();
  }

  @Override
  public boolean isOpen() {
    return file.calls.ask(file.channel::isOpen, false);
  }

  @Override
  public boolean owned() {
    return alone;
  }

  @Override
  public FileChannel file() {
    return file.channel;
  }

  @Override
  public @Nullable Object fileKey() {
    return attributes == null ? null : attributes.fileKey();
  }

  @Override
  public @Nullable Set<PosixFilePermission> permissions() {
    return attributes == null ? null : Attributes.permissions(attributes);
  }

  @Override
  public void release() throws IOException {
    if (path != null) {
      file.close();
    }
  }

  @Override
  public boolean blocking() {
    return false;
  }

  @Override
  public Memory memory() {
    return Memory.DIRECT;
  }

  @Override
  public boolean positional() {
    return true;
  }

  @Override
  public long size() throws IOException {
    return file.size();
  }

  @Override
  public int read(ByteBuffer into, long position) throws IOException {
    return file.read(into, position);
  }

  @Override
  public void checkReadable() throws IOException {
    file.read(new byte[0], 0, 0);
  }

  /** Others may share a caller's file: it is never closed for the sake of one transfer. */
  @Override
  public boolean closable() {
    return alone;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  @Override
  public void check() throws IOException {
    file.calls.requireOpen(isOpen());
  }

  @Override
  public String describe() {
    return path == null ? "the source channel" : path.toString();
  }
}
