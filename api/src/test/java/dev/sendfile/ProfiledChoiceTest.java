package dev.sendfile;

import static dev.sendfile.spi.EndKind.CHANNEL;
import static dev.sendfile.spi.EndKind.FILE;
import static dev.sendfile.spi.EndKind.STREAM;
import static dev.sendfile.spi.EndKind.TCP;
import static dev.sendfile.spi.Situation.Trait.HEADER;
import static dev.sendfile.spi.Situation.Trait.MAPPED_SOURCE;
import static dev.sendfile.spi.Situation.Trait.PREPARED_SOURCE;
import static dev.sendfile.spi.Situation.Trait.PREPARED_TARGET;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sendfile.internal.settings.Defaults;
import dev.sendfile.spi.Availability;
import dev.sendfile.spi.Capability;
import dev.sendfile.spi.Offer;
import dev.sendfile.spi.Scope;
import dev.sendfile.spi.Session;
import dev.sendfile.spi.Situation;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a profile changes, and what it leaves alone. */
class ProfiledChoiceTest {

  private static final Situation SEND = Situation.of(FILE, CHANNEL);
  private static final Instant MADE = Instant.parse("2026-11-29T23:59:59Z");

  @TempDir Path folder;

  private final Scripted a = new Scripted("a");
  private final Scripted b = new Scripted("b");
  private final Logged log = new Logged();
  private Path file;
  private TransferRequest request;

  @BeforeEach
  void makeRequest() throws IOException {
    file = Files.write(folder.resolve("file"), new byte[10]);
    request = TransferRequest.from(file).to(new Sink());
  }

  @AfterEach
  void stopListening() {
    log.close();
  }

  private static Profile.Builder profile() {
    return Profile.builder().made(MADE);
  }

  /** {@code b} is the fastest from some length on. */
  private static Profile from(long length) {
    return profile().fastest(SEND, length, "b").build();
  }

  private Sendfile profiled(Profile profile) {
    return Deployed.of(a, b).sendfile().withProfile(profile);
  }

  /** What runs, and what is said of it beforehand, which must be the same. */
  private static String ran(Sendfile sendfile, TransferRequest request) throws IOException {
    String explained = sendfile.explain(request).chosen().orElseThrow();
    assertThat(sendfile.transfer(request).strategy()).isEqualTo(explained);
    return explained;
  }

  private static List<String> notes(Sendfile sendfile, TransferRequest request) throws IOException {
    return sendfile.explain(request).notes();
  }

  // ---- what it changes

  @Test
  void theFastestGoesFirstFromItsLengthOn() throws IOException {
    assertThat(ran(profiled(from(11)), request)).isEqualTo("a");
    assertThat(ran(profiled(from(10)), request)).isEqualTo("b");
    assertThat(ran(profiled(from(0)), request.range(0, 0))).isEqualTo("b");
    assertThat(ran(profiled(from(1)), request.range(0, 0))).isEqualTo("a");
  }

  @Test
  void theLastLengthThatIsReachedCounts() throws IOException {
    Profile profile =
        profile()
            .fastest(SEND, 2, "b")
            .fastest(SEND, 5, "a")
            .fastest(SEND, 8, "b")
            .fastest(SEND, 9, "nothing")
            .build();
    List<String> ran = new ArrayList<>();
    for (int length = 0; length <= 10; length++) {
      ran.add(ran(profiled(profile), request.range(0, length)));
    }

    assertThat(ran).containsExactly("a", "a", "b", "b", "b", "a", "a", "a", "b", "a", "a");
    assertThat(notes(profiled(profile), request)).as("nothing is no strategy").isEmpty();
  }

  @Test
  void anUnknownLengthIsTheLongest() throws IOException {
    Situation streamed = Situation.of(STREAM, CHANNEL);
    Profile profile =
        profile().fastest(streamed, 0, "a").fastest(streamed, Long.MAX_VALUE, "b").build();
    TransferRequest stream = TransferRequest.from(Samples.stream(Samples.bytes(3))).to(new Sink());

    assertThat(ran(profiled(profile), stream)).isEqualTo("b");
  }

  @Test
  void theOthersFollowInTheBuiltInOrder() throws IOException {
    Scripted c = new Scripted("c").can(Capability.MAPPED);
    Explanation explanation = Deployed.of(a, b, c).sendfile().withProfile(from(0)).explain(request);

    assertThat(explanation.verdicts()).extracting("strategy").containsExactly("b", "c", "a");
    assertThat(explanation.verdicts())
        .extracting("reason")
        .containsExactly(
            "ranks first: measured fastest from 0 bytes on (profile set by code, made 2026-11-29)",
            "follows: mapped, efficient at this length",
            "follows: read write, efficient at this length");
    assertThat(explanation.notes()).isEmpty();
  }

  @Test
  void whatFollowsWhenItGivesUpIsTheNextOne() throws IOException {
    b.answers(Scripted.refuses(Scope.ENDS, "no"));

    assertThat(profiled(from(0)).transfer(request).strategy()).isEqualTo("a");
    assertThat(b.sessions).hasSize(1);
  }

  @Test
  void whatAForcedWrapperDelegatesToIsTheFastest() throws IOException {
    Scripted wrapper = new Scripted("wrapper");
    List<Session> inner = new ArrayList<>();
    wrapper.opening((plan, context) -> inner.add(context.next(plan)));
    wrapper.always((session, batch) -> inner.get(0).step(batch));
    Deployed.of(a, b, wrapper)
        .sendfile()
        .withProfile(from(0))
        .withForce("wrapper")
        .transfer(request);

    assertThat(b.sessions).hasSize(1);
    assertThat(a.sessions).isEmpty();
  }

  @Test
  void aSituationIsAllThatAPlanTells() throws IOException {
    Profile profile =
        profile()
            .fastest(Situation.of(FILE, TCP), 0, "b")
            .fastest(Situation.of(FILE, TCP, HEADER), 0, "c")
            .fastest(Situation.of(FILE, TCP, PREPARED_SOURCE), 0, "d")
            .fastest(Situation.of(FILE, TCP, MAPPED_SOURCE), 0, "e")
            .fastest(Situation.of(FILE, TCP, PREPARED_TARGET), 0, "f")
            .fastest(Situation.of(FILE, TCP, PREPARED_TARGET, PREPARED_SOURCE), 0, "g")
            .fastest(SEND, 0, "h")
            .fastest(Situation.of(CHANNEL, TCP), 0, "i")
            .build();
    Scripted[] all =
        List.of("a", "b", "c", "d", "e", "f", "g", "h", "i").stream()
            .map(Scripted::new)
            .toArray(Scripted[]::new);
    Sendfile sendfile = Deployed.of(all).sendfile().withProfile(profile);
    ByteBuffer header = ByteBuffer.allocate(1);
    try (ServerSocketChannel server =
            ServerSocketChannel.open()
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        SocketChannel socket = SocketChannel.open(server.getLocalAddress());
        PreparedTarget target = PreparedTarget.of(socket);
        FileSource source = FileSource.open(file);
        FileSource mapped = FileSource.builder(file).mapped().open()) {
      assertThat(ran(sendfile, TransferRequest.from(file).to(socket))).isEqualTo("b");
      assertThat(ran(sendfile, TransferRequest.from(file).to(socket).header(header)))
          .isEqualTo("c");
      assertThat(ran(sendfile, TransferRequest.from(source).to(socket))).isEqualTo("d");
      assertThat(ran(sendfile, TransferRequest.from(mapped).to(socket))).isEqualTo("e");
      assertThat(ran(sendfile, TransferRequest.from(file).to(target))).isEqualTo("f");
      assertThat(ran(sendfile, TransferRequest.from(source).to(target))).isEqualTo("g");
      assertThat(ran(sendfile, TransferRequest.from(mapped).to(target)))
          .as("not measured")
          .isEqualTo("a");
      assertThat(ran(sendfile, request)).isEqualTo("h");
    }
  }

  // ---- what goes before it

  @Test
  void weightGoesBeforeIt() throws IOException {
    Sendfile heavier = Sendfile.builder().strategies(a, b).weight("a", 1).profile(from(0)).build();
    assertThat(ran(heavier, request)).isEqualTo("a");
    assertThat(notes(heavier, request))
        .containsExactly(
            "b was measured fastest from 0 bytes on (profile set by code, made 2026-11-29), but"
                + " others weigh more");

    Sendfile equal =
        Sendfile.builder().strategies(a, b).weight("a", 1).weight("b", 1).profile(from(0)).build();
    assertThat(ran(equal, request)).isEqualTo("b");
    assertThat(equal.explain(request).verdicts().get(0).reason())
        .startsWith("ranks first: weight 1, measured fastest from 0 bytes on (");
  }

  @Test
  void whatNeedsATargetThatNobodyClosesIsNotPreferredForItsSpeed() throws IOException {
    b.offering(Offer.accepted(Set.of(Capability.NEEDS_OPEN_TARGET)));
    Sendfile sendfile = Sendfile.builder().strategies(a, b).profile(from(0)).build();

    assertThat(ran(sendfile, request)).isEqualTo("a");
    assertThat(notes(sendfile, request))
        .containsExactly(
            "b was measured fastest from 0 bytes on (profile set by code, made 2026-11-29), but"
                + " needs a target that no other thread closes meanwhile");
  }

  @Test
  void amongThoseOfItsWeightItGoesFirst() throws IOException {
    Scripted c = new Scripted("c");
    Sendfile sendfile =
        Sendfile.builder().strategies(a, b, c).weight("c", 1).profile(from(0)).build();

    assertThat(sendfile.explain(request).verdicts())
        .extracting("strategy")
        .containsExactly("c", "b", "a");
  }

  @Test
  void forceGoesBeforeIt() throws IOException {
    Sendfile forced = profiled(from(0)).withForce("a");

    assertThat(ran(forced, request)).isEqualTo("a");
    assertThat(forced.explain(request).verdicts().get(0).reason()).isEqualTo("forced by 'a'");
    assertThat(notes(forced, request)).isEmpty();
  }

  @Test
  void ofATechniqueThatIsForcedTheFastestRuns() throws IOException {
    Scripted c = new Scripted("c").technique("other");
    Sendfile sendfile = Deployed.of(a, b, c).sendfile().withProfile(from(0));

    assertThat(ran(sendfile.withForce("test"), request)).isEqualTo("b");
    assertThat(ran(sendfile.withForce("other"), request)).isEqualTo("c");
  }

  @Test
  void aSelectorSeesWhatItRanksFirstAndDecides() throws IOException {
    Sendfile sendfile =
        profiled(from(0))
            .withSelector(
                (plan, ranked) -> {
                  assertThat(ranked).extracting("name").containsExactly("b", "a");
                  return List.of(ranked.get(1));
                });

    assertThat(ran(sendfile, request)).isEqualTo("a");
    assertThat(notes(sendfile, request)).isEmpty();
  }

  @Test
  void aDeployedSelectorSeesItToo() throws IOException {
    Deployed deployed = Deployed.of(a, b);
    deployed.selector = (plan, ranked) -> ranked;

    assertThat(ran(deployed.sendfile().withProfile(from(0)), request)).isEqualTo("b");
  }

  // ---- where the built-in order holds

  @Test
  void whatDoesNotServeChangesNothing() throws IOException {
    b.offering(Offer.declined("not for me"));
    assertThat(ran(profiled(from(0)), request)).isEqualTo("a");
    assertThat(notes(profiled(from(0)), request))
        .singleElement()
        .asString()
        .endsWith("but does not serve this");

    b.offering(Offer.accepted(Set.of())).available(Availability.unavailable("no", "do"));
    assertThat(ran(profiled(from(0)), request)).isEqualTo("a");

    Sendfile absent = Deployed.of(a).sendfile().withProfile(from(0));
    assertThat(ran(absent, request)).isEqualTo("a");
    assertThat(notes(absent, request))
        .singleElement()
        .asString()
        .startsWith("b was measured fastest from 0 bytes on (")
        .endsWith("), but is not deployed");
  }

  @Test
  void whatWasNotMeasuredChangesNothing() throws IOException {
    Sendfile sendfile = profiled(profile().fastest(Situation.of(FILE, TCP), 0, "b").build());

    assertThat(ran(sendfile, request)).isEqualTo("a");
    assertThat(notes(sendfile, request)).isEmpty();
  }

  // ---- from a file

  private Sendfile configured(Path profile) {
    Properties properties = new Properties();
    properties.setProperty("dev.sendfile.profile", profile.toString());
    Deployed deployed = Deployed.of(a, b);
    deployed.defaults = Defaults.of(properties);
    return deployed.sendfile();
  }

  private Path stored(Profile profile) throws IOException {
    Path path = folder.resolve("sendfile.profile");
    profile.store(path);
    return path;
  }

  @Test
  void theFileOfAnOperatorHoldsAndIsCited() throws IOException {
    Path path = stored(from(0));
    Sendfile sendfile = configured(path);
    assertThat(ran(sendfile, request)).isEqualTo("b");
    assertThat(sendfile.explain(request).toString())
        .contains(
            "b: CHOSEN, ranks first: measured fastest from 0 bytes on (profile "
                + path
                + ", made 2026-11-29)");
    assertThat(log.messages()).noneMatch(it -> it.contains("profile"));
    assertThat(ran(sendfile.withProfile(Profile.load(stored(from(11)))), request))
        .as("code goes before it")
        .isEqualTo("a");
    assertThat(ran(sendfile.withProfile(Profile.builder().build()), request)).isEqualTo("a");
  }

  /** Each as somebody might find it after a full disk, a copy, an update. */
  @ParameterizedTest
  @ValueSource(strings = {"", "fast", "format = 2", "format=1\nfastest.file.channel=b from 0\n"})
  void aCorruptFileChangesNothing(String text) throws IOException {
    Path path = Files.writeString(folder.resolve("corrupt"), text);

    ignored(
        path,
        "system property dev.sendfile.profile: profile " + path + ": it has ",
        "; write it anew by 'sendfile calibrate', or correct it; until then it is ignored");
  }

  @Test
  void aFileThatIsMissingChangesNothing() throws IOException {
    ignored(
        folder.resolve("missing"),
        "system property dev.sendfile.profile: profile " + folder.resolve("missing") + ": there is",
        "; until then it is ignored");
  }

  @ParameterizedTest
  @ValueSource(strings = {"java", "os", "processor"})
  void aFileFromElsewhereChangesNothing(String key) throws IOException {
    Path path = stored(from(0));
    Files.writeString(
        path, Files.readString(path).replaceFirst("\n" + key + " = .*", "\n" + key + " = x"));

    ignored(
        path,
        "profile " + path + ": it was made on ",
        "; write one here: sendfile calibrate; until then it is ignored");
    Sendfile sendfile = profiled(Profile.load(path));
    assertThat(ran(sendfile, request)).isEqualTo("a");
    assertThat(log.messages()).filteredOn(it -> it.contains("it was made on")).hasSize(2);
  }

  /** One warning, one note, and the choice of one who has no profile. */
  private void ignored(Path path, String start, String end) throws IOException {
    Sendfile sendfile = configured(path);
    assertThat(ran(sendfile, request)).isEqualTo("a");
    assertThat(ran(sendfile.withChunkSize(5), request)).isEqualTo("a");

    assertThat(sendfile.explain(request).verdicts())
        .isEqualTo(Deployed.of(a, b).sendfile().explain(request).verdicts());
    assertThat(notes(sendfile, request)).singleElement().asString().startsWith(start).endsWith(end);
    assertThat(log.messages())
        .filteredOn(it -> it.contains("profile"))
        .isEqualTo(notes(sendfile, request));
  }

  @Test
  void nothingIsNoProfile() throws IOException {
    assertThat(notes(configured(Path.of("nothing")), request)).isEmpty();
    assertThat(log.messages()).noneMatch(it -> it.contains("profile"));
  }
}
