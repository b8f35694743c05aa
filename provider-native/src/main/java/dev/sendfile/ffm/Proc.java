package dev.sendfile.ffm;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The descriptors of this process, as the system shows them. */
final class Proc {

  private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

  private Proc() {}

  /** A file that is what a descriptor is. */
  static Path descriptor(int number) {
    return DESCRIPTORS.resolve(Integer.toString(number));
  }

  /** The numbers in use at some moment: any of them may stand for something else by now. */
  static int[] numbers() throws NoDescriptorException {
    String @Nullable [] names = DESCRIPTORS.toFile().list();
    if (names == null) {
      throw new NoDescriptorException("there is no /proc to look for it");
    }
    int[] numbers = new int[names.length];
    for (int i = 0; i < names.length; i++) {
      numbers[i] = Integer.parseInt(names[i]);
    }
    return numbers;
  }
}
