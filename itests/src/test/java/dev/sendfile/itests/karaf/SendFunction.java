package dev.sendfile.itests.karaf;

import dev.sendfile.Sendfile;
import dev.sendfile.TransferRequest;
import dev.sendfile.TransferResult;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;

/**
 * The shell function {@code test:send FILE PORT}: sends a file as a bundle would that uses the
 * service. This class alone is the bundle.
 */
public final class SendFunction implements BundleActivator {

  private BundleContext context;

  /** Makes the bundle. */
  static Path bundle(Path folder) throws IOException {
    Manifest manifest = new Manifest();
    Attributes headers = manifest.getMainAttributes();
    headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    headers.putValue("Bundle-ManifestVersion", "2");
    headers.putValue("Bundle-SymbolicName", "test.send");
    headers.putValue("Bundle-Activator", SendFunction.class.getName());
    headers.putValue("Import-Package", "dev.sendfile,org.osgi.framework");
    String entry = SendFunction.class.getName().replace('.', '/') + ".class";
    Path jar = folder.resolve("test-send.jar");
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream entries = new JarOutputStream(out, manifest);
        var bytes = SendFunction.class.getClassLoader().getResourceAsStream(entry)) {
      entries.putNextEntry(new JarEntry(entry));
      bytes.transferTo(entries);
    }
    return jar;
  }

  @Override
  public void start(BundleContext started) {
    context = started;
    Dictionary<String, Object> properties = new Hashtable<>();
    properties.put("osgi.command.scope", "test");
    properties.put("osgi.command.function", "send");
    context.registerService(SendFunction.class, this, properties);
  }

  @Override
  public void stop(BundleContext stopped) {
    // the framework takes the service back
  }

  /** Sends a file to a port of this machine; returns what the shell shall print. */
  public String send(String file, int port) throws IOException {
    ServiceReference<Sendfile> reference = context.getServiceReference(Sendfile.class);
    try (SocketChannel target =
        SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))) {
      TransferResult result =
          context.getService(reference).transfer(TransferRequest.from(Path.of(file)).to(target));
      return result.strategy() + " sent " + result.bytes() + " bytes";
    } finally {
      context.ungetService(reference);
    }
  }
}
