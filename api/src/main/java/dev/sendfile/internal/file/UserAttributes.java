package dev.sendfile.internal.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The attributes that users define for a file: {@code user.*} on Linux. */
final class UserAttributes {

  private UserAttributes() {}

  /** Copies all of a file that this user may read. */
  static void copy(Path from, Path to) throws IOException {
    UserDefinedFileAttributeView source = view(from);
    UserDefinedFileAttributeView target = view(to);
    if (source == null || target == null) {
      return;
    }
    for (String name : names(from, source)) {
      ByteBuffer value = ByteBuffer.allocate(source.size(name));
      source.read(name, value);
      target.write(name, value.flip());
    }
  }

  private static @Nullable UserDefinedFileAttributeView view(Path file) {
    return Files.getFileAttributeView(
        file, UserDefinedFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
  }

  private static List<String> names(Path file, UserDefinedFileAttributeView view)
      throws IOException {
    try {
      return view.list();
    } catch (AccessDeniedException e) {
      return List.of(); // a file that may be replaced need not be one that may be read
    } catch (IOException e) {
      if (Files.getFileStore(file).supportsFileAttributeView(UserDefinedFileAttributeView.class)) {
        throw e;
      }
      return List.of();
    }
  }
}
