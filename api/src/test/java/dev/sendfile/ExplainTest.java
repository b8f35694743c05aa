package dev.sendfile;

import static dev.sendfile.Explanation.Standing.CHOSEN;
import static dev.sendfile.Explanation.Standing.DECLINED;
import static dev.sendfile.Explanation.Standing.FALLBACK;
import static dev.sendfile.Explanation.Standing.NOT_LOADED;
import static dev.sendfile.Explanation.Standing.NOT_WANTED;
import static dev.sendfile.Explanation.Standing.SHADOWED;
import static dev.sendfile.Explanation.Standing.UNAVAILABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sendfile.internal.discovery.Found;
import dev.sendfile.internal.discovery.Problem;
import dev.sendfile.internal.discovery.Registered;
import dev.sendfile.internal.discovery.Roster;
import dev.sendfile.internal.discovery.StrategySource;
import dev.sendfile.internal.settings.Defaults;
import dev.sendfile.internal.settings.Weights;
import dev.sendfile.spi.Availability;
import dev.sendfile.spi.Capability;
import dev.sendfile.spi.EndKind;
import dev.sendfile.spi.Offer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The choice in words. */
class ExplainTest {

  @TempDir Path folder;

  private final Scripted a = new Scripted("a");
  private final Scripted b = new Scripted("b");
  private Path file;
  private TransferRequest request;

  @BeforeEach
  void makeRequest() throws IOException {
    file = Files.write(folder.resolve("file"), new byte[1000]);
    request = TransferRequest.from(file).to(new Sink());
  }

  private List<String> reasons(Scripted... strategies) throws IOException {
    return Deployed.of(strategies).sendfile().explain(request).verdicts().stream()
        .map(Explanation.Verdict::reason)
        .toList();
  }

  @Test
  void theFirstIsChosenAndTheOthersFollow() throws IOException {
    Explanation explanation = Deployed.of(a, b).sendfile().explain(request);

    assertThat(explanation.length()).isEqualTo(1000);
    assertThat(explanation.forced()).isEmpty();
    assertThat(explanation.notes()).isEmpty();
    assertThat(explanation.verdicts())
        .extracting("strategy", "technique", "standing", "reason")
        .containsExactly(
            tuple("a", "test", CHOSEN, "ranks first: read write, efficient at this length"),
            tuple("b", "test", FALLBACK, "follows: read write, efficient at this length"));
    assertThat(a.sessions).as("nothing is opened").isEmpty();
  }

  @Test
  void whereItIsNotEfficientTheRangeIsNamed() throws IOException {
    a.offering(new Offer.Accepted(Set.of(Capability.MAPPED), 1001, 2000));
    b.offering(new Offer.Accepted(Set.of(), 1001, Long.MAX_VALUE));
    Scripted c = new Scripted("c").offering(Offer.lastResort(Set.of()));

    assertThat(reasons(a, b, c))
        .containsExactly(
            "ranks first: mapped, but efficient only from 1001 to 2000 bytes",
            "follows: read write, but efficient only from 1001 bytes on",
            "follows: read write, but not efficient on this route at any length");
  }

  @Test
  void whatNeedsATargetThatNobodyClosesSaysSo() throws IOException {
    a.offering(Offer.accepted(Set.of(Capability.ZERO_COPY, Capability.NEEDS_OPEN_TARGET)));

    assertThat(reasons(a, b))
        .containsExactly(
            "ranks first: read write, efficient at this length",
            "follows: zero copy, but its bytes may reach another connection if another thread"
                + " closes this target meanwhile: force it or give it a weight where nobody does, or"
                + " pass a PreparedTarget");
  }

  @Test
  void aWeightIsNamed() throws IOException {
    StrategySource weighed = () -> weighed(Map.of("b", 5));
    Explanation explanation =
        new Sendfile(Engine.of(weighed, () -> null, () -> Defaults.NONE, null), Settings.NONE)
            .explain(request);

    assertThat(explanation.verdicts())
        .extracting("strategy", "weight", "standing", "reason")
        .containsExactly(
            tuple("b", 5, CHOSEN, "ranks first: weight 5, read write, efficient at this length"),
            tuple("a", 0, FALLBACK, "follows: read write, efficient at this length"),
            tuple(
                "a",
                0,
                SHADOWED,
                "another strategy of this name is used: a (dev.sendfile.Scripted)"),
            tuple("(provider)", 0, NOT_LOADED, explanation.verdicts().get(3).reason()));
    assertThat(explanation.verdicts().get(3).reason()).contains("broken");
  }

  /** With a second one of a name, and a provider that cannot be loaded. */
  private Roster weighed(Map<String, Integer> weights) {
    List<Registered> found =
        List.of(Registered.of(a, 0), Registered.of(b, 0), Registered.of(new Scripted("a"), 0));
    return Roster.of(
        new Found(found, List.of(Problem.of(new LinkageError("broken")))),
        new Weights(weights),
        Weights.NONE);
  }

  @Test
  void aForceIsNamedAndWhatItLeavesOut() throws IOException {
    b.technique("other");
    Explanation explanation = Deployed.of(a, b).sendfile().withForce("other").explain(request);

    assertThat(explanation.forced()).contains("other");
    assertThat(explanation.chosen()).contains("b");
    assertThat(explanation.verdicts())
        .extracting("strategy", "standing", "reason")
        .containsExactly(
            tuple("b", CHOSEN, "forced by 'other'"),
            tuple("a", NOT_WANTED, "serves this, but is not wanted"));
  }

  @Test
  void whatASelectorDecidedIsCalledSo() throws IOException {
    Explanation explanation =
        Deployed.of(a, b)
            .sendfile()
            .withSelector((plan, ranked) -> List.of(ranked.get(1)))
            .explain(request);

    assertThat(explanation.verdicts())
        .extracting("strategy", "standing", "reason")
        .containsExactly(
            tuple("b", CHOSEN, "as the selector decided"),
            tuple("a", NOT_WANTED, "serves this, but is not wanted"));
  }

  @Test
  void whatDoesNotServeSaysWhyAndAFailureIsANote() throws IOException {
    a.available(Availability.unavailable("no such call", "use another"));
    b.offering(Offer.declined("not for me"));
    Explanation explanation = Deployed.of(a, b).sendfile().explain(request);

    assertThat(explanation.chosen()).isEmpty();
    assertThat(explanation.verdicts())
        .extracting("strategy", "standing", "reason")
        .containsExactly(
            tuple("a", UNAVAILABLE, "no such call; use another"),
            tuple("b", DECLINED, "not for me"));
    assertThat(explanation.notes()).hasSize(1);
    assertThat(explanation.notes().get(0)).startsWith("no strategy serves file -> channel");
  }

  @Test
  void betterEndsAreAdvised() throws IOException {
    Sendfile sendfile = Deployed.of(a).sendfile();
    assertThat(
            sendfile
                .explain(TransferRequest.from(file).to(OutputStream.nullOutputStream()))
                .notes())
        .singleElement()
        .asString()
        .startsWith("the target is a stream: pass the channel");
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Socket plain = new Socket(server.getInetAddress(), server.getLocalPort());
        Socket other = server.accept()) {
      assertThat(other.isConnected()).isTrue();
      assertThat(sendfile.explain(TransferRequest.from(file).to(plain)).notes())
          .singleElement()
          .asString()
          .startsWith("this socket has no channel");
    }
  }

  @Test
  void aRangeBeyondTheEndIsRefusedAsByATransfer() {
    assertThatExceptionOfType(RangeException.class)
        .isThrownBy(() -> Deployed.of(a).sendfile().explain(request.range(0, 1001)));
  }

  @Test
  void itLeavesNoFileOpenThatItOpened() throws IOException {
    FileSource prepared = FileSource.open(file);
    Deployed.of(a).sendfile().explain(TransferRequest.from(prepared).to(new Sink()));
    FileChannel[] channel = new FileChannel[1];
    a.opening((plan, context) -> channel[0] = plan.source().as(FileChannel.class));
    Deployed.of(a).sendfile().transfer(TransferRequest.from(prepared).to(new Sink()));

    prepared.close();

    assertThat(channel[0].isOpen()).as("a file that nobody uses any more").isFalse();
  }

  /** To open a device may do something: rewind a tape, start a watchdog. */
  @ParameterizedTest
  @ValueSource(strings = {"/dev/zero", "/dev/null"})
  void aDeviceIsNotOpened(Path device) throws IOException {
    assumeTrue(Files.exists(device) && Files.isDirectory(DESCRIPTORS));
    long before = opened(device);
    List<Long> meanwhile = new ArrayList<>();
    Sendfile looking =
        Deployed.of(a)
            .sendfile()
            .withSelector(
                (plan, ranked) -> {
                  meanwhile.add(opened(device));
                  return ranked;
                });

    Explanation explanation =
        looking.explain(TransferRequest.from(device).to(new Sink()).range(0, 100));

    assertThat(explanation.chosen()).contains("a");
    assertThat(explanation.route().source()).isEqualTo(EndKind.PIPE);
    assertThat(explanation.length()).isEqualTo(100);
    assertThat(explanation.notes()).anyMatch(it -> it.contains("is not opened only to explain"));
    assertThat(meanwhile).isNotEmpty().containsOnly(before);
  }

  private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

  private static long opened(Path file) {
    try (Stream<Path> all = Files.list(DESCRIPTORS)) {
      return all.filter(it -> leadsTo(it, file)).count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean leadsTo(Path link, Path file) {
    try {
      return Files.readSymbolicLink(link).equals(file);
    } catch (IOException e) {
      return false; // closed since it was listed
    }
  }
}
