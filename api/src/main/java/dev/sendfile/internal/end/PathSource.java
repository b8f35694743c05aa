package dev.sendfile.internal.end;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A file that the engine has opened by its path, and closes. */
final class PathSource extends ChannelFileSource {

  private final Path path;

  PathSource(FileChannel channel, Path path) {
    super(channel);
    this.path = path;
  }

  @Override
  public <T> @Nullable T as(Class<T> type) {
    return type.isInstance(path) ? type.cast(path) : super.as(type);
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
  public String describe() {
    return path.toString();
  }
}
