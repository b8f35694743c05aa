package dev.sendfile.itests;

import static org.assertj.core.api.Assertions.assertThat;

import aQute.bnd.classfile.ClassFile;
import aQute.bnd.classfile.CodeAttribute;
import aQute.bnd.classfile.MethodInfo;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What each small transfer goes through is small enough for the compiler: HotSpot inlines no method
 * of more than 325 bytes of code, however often it is called ({@code FreqInlineSize}), and what one
 * that is not inlined returns has to be allocated.
 */
@Tag("once")
class HotMethodsIT {

  private static final int FREQ_INLINE_SIZE = 325;

  /** The engine's, by their names, and each strategy's step. */
  private static final Pattern HOT =
      Pattern.compile(
          "dev/sendfile/(Sendfile|Opener|Run|Driver|Ledger|Chain|Attempt|Doubt|Ending|Closing)\\..*"
              + "|dev/sendfile/\\w+/\\w*Session\\.step");

  /** What of that no transfer comes to that goes well at once. */
  private static final Pattern COLD = Pattern.compile(".*\\.(nudge|explain)");

  /** A method, and the bytes of its code. */
  private record Method(String name, int size) {}

  @Test
  void noneIsTooLargeToBeInlined() throws IOException {
    List<Method> hot = new ArrayList<>();
    for (String library : Delivered.libraries()) {
      collect(Delivered.jar(library), hot);
    }

    assertThat(hot).extracting(Method::name).contains("dev/sendfile/Driver.turn");
    assertThat(hot).extracting(Method::name).anyMatch(it -> it.endsWith("Session.step"));
    assertThat(hot).filteredOn(it -> it.size > FREQ_INLINE_SIZE).isEmpty();
  }

  private static void collect(Path jar, List<Method> hot) throws IOException {
    try (JarFile open = new JarFile(jar.toFile())) {
      List<? extends ZipEntry> classes =
          open.stream().filter(it -> it.getName().endsWith(".class")).toList();
      for (ZipEntry entry : classes) {
        try (DataInputStream in = new DataInputStream(open.getInputStream(entry))) {
          collect(ClassFile.parseClassFile(in), hot);
        }
      }
    }
  }

  private static void collect(ClassFile parsed, List<Method> hot) {
    for (MethodInfo method : parsed.methods) {
      String name = parsed.this_class + "." + method.name;
      if (HOT.matcher(name).matches() && !COLD.matcher(name).matches()) {
        method
            .getAttribute(CodeAttribute.class)
            .ifPresent(it -> hot.add(new Method(name, it.code.limit())));
      }
    }
  }
}
