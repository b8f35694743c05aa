package dev.sendfile.bench.far;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;

/** The other side, in a process of its own, so that nothing that it does is timed. */
public final class FarEnd implements Closeable {

  private static final Path SHELL = Path.of("/bin/sh");

  /**
   * Ctrl-C of a terminal reaches this process too, which is to be there until the one that has
   * started it has taken leave.
   */
  private static final String DEAF = "trap '' INT; exec \"$@\"";

  private final Process process;
  private final int port;
  private final int orders;

  private FarEnd(Process process, int port, int orders) {
    this.process = process;
    this.port = port;
    this.orders = orders;
  }

  /**
   * Starts the process.
   *
   * @return once it listens
   * @throws IOException if it does not
   */
  public static FarEnd start() throws IOException {
    Process process = new ProcessBuilder(command()).redirectError(Redirect.INHERIT).start();
    BufferedReader printed = process.inputReader();
    String ports = printed.readLine();
    if (ports == null) {
      process.destroy();
      throw new IOException(
          "the far end of the benchmark did not start: standard error says why; it was "
              + String.join(" ", command()));
    }
    int space = ports.indexOf(' ');
    return new FarEnd(
        process,
        Integer.parseInt(ports.substring(0, space)),
        Integer.parseInt(ports.substring(space + 1)));
  }

  /**
   * The jar of this class is enough on the class path, wherever it came from: neither providers nor
   * libraries have to be found. An image made by jlink has no jars.
   */
  private static List<String> command() throws IOException {
    List<String> command = new ArrayList<>();
    if (Files.isExecutable(SHELL)) {
      command.addAll(List.of(SHELL.toString(), "-c", DEAF, "far-end"));
    }
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:+UseSerialGC");
    CodeSource source = FarEndProgram.class.getProtectionDomain().getCodeSource();
    if (source != null && "file".equals(source.getLocation().getProtocol())) {
      command.add("-cp");
      command.add(path(source).toString());
      command.add(FarEndProgram.class.getName());
    } else {
      command.add("-m");
      command.add(FarEndProgram.class.getModule().getName() + "/" + FarEndProgram.class.getName());
    }
    return command;
  }

  private static Path path(CodeSource source) throws IOException {
    try {
      URI location = source.getLocation().toURI();
      return Path.of(location);
    } catch (URISyntaxException e) {
      throw new IOException("cannot tell where the benchmark lies: " + source.getLocation(), e);
    }
  }

  /**
   * Returns its process.
   *
   * @return the id
   */
  public long pid() {
    return process.pid();
  }

  /**
   * Returns where to connect to.
   *
   * @return an address of this machine
   */
  public InetSocketAddress address() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  /**
   * Returns where it takes orders.
   *
   * @return an address of this machine
   */
  InetSocketAddress orders() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), orders);
  }

  @Override
  public void close() {
    process.destroy();
  }
}
