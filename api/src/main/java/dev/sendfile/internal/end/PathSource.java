package dev.sendfile.internal.end;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A file that the engine has opened by its path, and closes. */
final class PathSource extends ChannelFileSource {

  private final Path path;
  private final BasicFileAttributes attributes;

  PathSource(FileChannel channel, Path path, BasicFileAttributes attributes) {
    super(channel);
    this.path = path;
    this.attributes = attributes;
  }

  @Override
  public <T> @Nullable T as(Class<T> type) {
    return type.isInstance(path)
        ? type.cast(path)
        : type == BasicFileAttributes.class ? type.cast(attributes) : super.as(type);
  }

  @Override
  public @Nullable Object fileKey() throws IOException {
    return Attributes.key(path, attributes);
  }

  @Override
  public @Nullable Set<PosixFilePermission> permissions() {
    return Attributes.permissions(attributes);
  }

  @Override
  public boolean owned() {
    return true;
  }

  @Override
  public void release() throws IOException {
    close();
  }

  @Override
  public void check() {
    // just opened for reading
  }

  @Override
  public void checkReadable() {} // opened for that

  @Override
  String remedy() {
    return "pass Files.newInputStream(path)";
  }

  @Override
  public String describe() {
    return path.toString();
  }
}
