package dev.sendfile.mmap;

import dev.sendfile.spi.EndKind;
import dev.sendfile.spi.Keep;
import dev.sendfile.spi.Memory;
import dev.sendfile.spi.Source;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** A file, prepared if something is given to keep things in. */
record FileSource(FileChannel file, Keep keep) implements Source {

  @Override
  public EndKind kind() {
    return EndKind.FILE;
  }

  @Override
  public <T> T as(Class<T> type) {
    return type.isInstance(file) ? type.cast(file) : null;
  }

  @Override
  public boolean isOpen() {
    return file.isOpen();
  }

  @Override
  public boolean owned() {
    return false;
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
}
