package dev.sendfile.itests.paxexam;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;
import static org.ops4j.pax.exam.CoreOptions.bundle;
import static org.ops4j.pax.exam.CoreOptions.cleanCaches;
import static org.ops4j.pax.exam.CoreOptions.composite;
import static org.ops4j.pax.exam.CoreOptions.junitBundles;
import static org.ops4j.pax.exam.CoreOptions.systemProperty;

import dev.sendfile.Sendfile;
import dev.sendfile.StrategyInfo;
import dev.sendfile.TransferRequest;
import dev.sendfile.TransferResult;
import dev.sendfile.itests.fixture.Providers;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.List;
import java.util.Random;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import javax.inject.Inject;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.rules.Timeout;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.CoreOptions;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;

/** The bundles resolve, start and send in the container that runs this; who lacks one is told. */
@RunWith(PaxExam.class)
public class ContainerIT {

  private static final int SIZE = 64 << 20;

  /** The api last on purpose: the order does not matter. */
  private static final List<String> OURS =
      Stream.concat(
              Providers.nativeStrategies().stream().limit(1).map(it -> Providers.NATIVE_ARTIFACT),
              Stream.of(
                  "sendfile-provider-mmap",
                  "sendfile-provider-nio",
                  "sendfile-provider-rwloop",
                  "sendfile-api"))
          .toList();

  @Rule public final TemporaryFolder folder = new TemporaryFolder();
  @Rule public final Timeout timeout = new Timeout(50, TimeUnit.SECONDS);

  @Inject private BundleContext context;
  @Inject private Sendfile sendfile;

  @Configuration
  public Option[] container() {
    return CoreOptions.options(
        junitBundles(),
        cleanCaches(),
        systemProperty("org.ops4j.pax.logging.DefaultServiceLog.level").value("WARN"),
        composite(OURS.stream().map(ContainerIT::jar).toArray(Option[]::new)));
  }

  private static Option jar(String artifact) {
    Path jar = Path.of(System.getProperty("sendfile.modules.dir"), artifact + ".jar");
    return bundle("reference:" + jar.toUri());
  }

  private Bundle named(String symbolicName) {
    return Stream.of(context.getBundles())
        .filter(it -> symbolicName.equals(it.getSymbolicName()))
        .findFirst()
        .orElseThrow(() -> new AssertionError(symbolicName + " is not installed"));
  }

  @Test
  public void allBundlesAreActive() {
    for (String artifact : OURS) {
      Bundle bundle = named("dev." + artifact.replace('-', '.'));
      assertEquals(bundle + " is active", Bundle.ACTIVE, bundle.getState());
    }
  }

  @Test
  public void eachStrategyThatServesItSendsALargeFileOverASocket() throws Exception {
    Path file = folder.newFile().toPath();
    byte[] content = new byte[SIZE];
    new Random(1).nextBytes(content);
    Files.write(file, content);
    byte[] wanted = MessageDigest.getInstance("SHA-256").digest(content);

    List<String> names = sendfile.strategies().stream().map(StrategyInfo::name).toList();
    assertEquals(Providers.strategies(), names);
    List<String> serving = names.stream().filter(it -> serves(it, file)).toList();
    assertTrue(serving.toString(), serving.containsAll(List.of("mmap", "nio", "rwloop")));
    for (String name : serving) {
      try (ServerSocketChannel server = ServerSocketChannel.open()) {
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        FutureTask<byte[]> received = new FutureTask<>(() -> digestOf(server));
        Thread receiver = new Thread(received, "receiver");
        receiver.setDaemon(true);
        receiver.start();
        try (SocketChannel socket = SocketChannel.open(server.getLocalAddress())) {
          TransferResult result =
              sendfile.withForce(name).transfer(TransferRequest.from(file).to(socket));
          assertEquals(name, result.strategy());
          assertEquals(SIZE, result.bytes());
        }
        assertArrayEquals(name, wanted, received.get(1, TimeUnit.MINUTES));
      }
    }
  }

  private boolean serves(String strategy, Path file) {
    try (ServerSocketChannel server = ServerSocketChannel.open()) {
      server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      try (SocketChannel socket = SocketChannel.open(server.getLocalAddress())) {
        TransferRequest request = TransferRequest.from(file).to(socket);
        return sendfile.withForce(strategy).explain(request).chosen().isPresent();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] digestOf(ServerSocketChannel server) throws Exception {
    try (SocketChannel accepted = server.accept();
        DigestInputStream in =
            new DigestInputStream(
                Channels.newInputStream(accepted), MessageDigest.getInstance("SHA-256"))) {
      byte[] buffer = new byte[1 << 16];
      int n = in.read(buffer);
      while (n >= 0) {
        n = in.read(buffer);
      }
      return in.getMessageDigest().digest();
    }
  }

  @Test
  public void theStaticFacadeIsTheService() {
    assertEquals(sendfile, Sendfile.getDefault());
  }

  // ---- what a deployment may require

  @Test
  public void aDeploymentMayRequireAStrategyByItsAttributes() throws Exception {
    for (String filter :
        List.of("(name=nio)", "(technique=read-write)", "(&(zero-copy=true)(version>=0.1))")) {
      Bundle requiring = requiring("dev.sendfile.strategy;filter:=\"" + filter + "\"");
      requiring.start();
      assertEquals(Bundle.ACTIVE, requiring.getState());
      requiring.uninstall();
    }
  }

  @Test
  public void theResolverRefusesWhatRequiresAStrategyThatNobodyProvides() throws Exception {
    Bundle requiring = requiring("dev.sendfile.strategy;filter:=\"(name=teleport)\"");
    BundleException refused = assertThrows(BundleException.class, requiring::start);
    assertEquals(BundleException.RESOLVE_ERROR, refused.getType());
    assertTrue(refused.getMessage(), refused.getMessage().contains("dev.sendfile.strategy"));
    assertTrue(refused.getMessage(), refused.getMessage().contains("(name=teleport)"));
    requiring.uninstall();
  }

  @Test
  public void theResolverSaysWhichJavaABundleNeeds() throws Exception {
    Bundle requiring = requiring("osgi.ee;filter:=\"(&(osgi.ee=JavaSE)(version=99))\"");
    BundleException refused = assertThrows(BundleException.class, requiring::start);
    assertTrue(refused.getMessage(), refused.getMessage().contains("99"));
    requiring.uninstall();
  }

  /** An empty bundle that requires a capability. */
  private Bundle requiring(String capability) throws IOException, BundleException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().putValue("Manifest-Version", "1.0");
    manifest.getMainAttributes().putValue(Constants.BUNDLE_MANIFESTVERSION, "2");
    manifest.getMainAttributes().putValue(Constants.BUNDLE_SYMBOLICNAME, "requiring");
    manifest.getMainAttributes().putValue(Constants.REQUIRE_CAPABILITY, capability);
    ByteArrayOutputStream jar = new ByteArrayOutputStream();
    new JarOutputStream(jar, manifest).close();
    try (InputStream in = new ByteArrayInputStream(jar.toByteArray())) {
      return context.installBundle("memory:requiring", in);
    }
  }
}
