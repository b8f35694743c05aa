package dev.sendfile.cli;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** Which release this is, and what it runs on. */
final class Version implements IVersionProvider {

  private static final String RESOURCE = "version.properties";

  @Override
  public String[] getVersion() throws IOException {
    return new String[] {"sendfile " + project(), jvm()};
  }

  /** The version of this project. From a resource, as a module does not show its manifest. */
  static String project() throws IOException {
    try (InputStream in = Version.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new FileNotFoundException(
            RESOURCE + " is not in the jar of sendfile-cli: build it anew");
      }
      Properties properties = new Properties();
      properties.load(in);
      return properties.getProperty("version", "of no known version");
    }
  }

  /** The JVM, for example {@code OpenJDK 64-Bit Server VM 25.0.3+9-LTS (Eclipse Adoptium)}. */
  static String jvm() {
    return System.getProperty("java.vm.name")
        + " "
        + Runtime.version()
        + " ("
        + System.getProperty("java.vendor")
        + ")";
  }
}
