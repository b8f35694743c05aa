package dev.sendfile.bench.contest;

import dev.sendfile.Explanation;
import dev.sendfile.Explanation.Standing;
import dev.sendfile.Explanation.Verdict;
import dev.sendfile.FileSource;
import dev.sendfile.PreparedTarget;
import dev.sendfile.Sendfile;
import dev.sendfile.TransferRequest;
import dev.sendfile.bench.far.Link;
import dev.sendfile.bench.result.LeftOut;
import dev.sendfile.bench.result.Setting;
import dev.sendfile.spi.Candidate;
import dev.sendfile.spi.Plan;
import dev.sendfile.spi.Situation;
import dev.sendfile.spi.Situation.Trait;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.StandardOpenOption;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * All strategies of the library that serve one occasion, each forced, by their own names. Those of
 * another weight than the one that is chosen are not among them: an operator has decided. One that
 * finds out at its first step that it cannot, as the chosen one may, is left out.
 */
public final class StrategyContest implements Contest {

  private static final Set<Standing> SERVING = Set.of(Standing.CHOSEN, Standing.FALLBACK);

  private final Field field;
  private final Occasion occasion;
  private Optional<String> chosen = Optional.empty();
  private Situation situation;

  StrategyContest(Field field, Occasion occasion) {
    this.field = field;
    this.occasion = occasion;
    situation = occasion.situation();
  }

  /** A way to move the bytes once, with the connections that it has made. */
  private record Way(TransferRequest request, List<Link> links) {}

  void open() throws IOException {
    Sendfile library = field.libraries().deployed();
    TransferRequest request = way().request();
    library.withSelector(this::look).explain(request);
    Explanation explanation = library.explain(request);
    chosen = explanation.chosen();
    List<Verdict> serving =
        explanation.verdicts().stream().filter(it -> SERVING.contains(it.standing())).toList();
    for (Verdict it : serving) {
      if (it.weight() == serving.get(0).weight()) {
        enter(it.strategy(), library.withForce(it.strategy()));
      }
    }
  }

  private List<Candidate> look(Plan plan, List<Candidate> ranked) {
    Set<Trait> traits = EnumSet.allOf(Trait.class);
    traits.removeIf(it -> !it.isOf(plan));
    situation = new Situation(plan.route(), traits);
    return ranked;
  }

  private void enter(String strategy, Sendfile forced) throws IOException {
    if (occasion == Occasion.COPY) {
      new CopyContest(field).copied(strategy, forced);
      return;
    }
    field.enter(
        strategy,
        () -> {
          Way way = way();
          Move move = LibraryMove.of(forced, way.request());
          return occasion == Occasion.RECEIVE
              ? field.receiver(strategy, way.links().get(0), move)
              : field.sender(strategy, way.links(), move);
        });
  }

  private Way way() throws IOException {
    return switch (occasion) {
      case SEND, HEADER -> fromFile();
      case PREPARED -> prepared(FileSource.open(field.course().file()));
      case MAPPED -> prepared(FileSource.builder(field.course().file()).mapped().open());
      case RECEIVE -> toFile();
      case PUMP -> pump();
      case COPY ->
          new Way(
              TransferRequest.from(field.course().file())
                  .to(field.course().file().resolveSibling("never-made")),
              List.of());
    };
  }

  private Way fromFile() throws IOException {
    FileChannel file = field.keep(FileChannel.open(field.course().file()));
    SocketChannel channel = field.channel();
    TransferRequest request = TransferRequest.from(file).owned().to(channel).range(0, size());
    return new Way(
        occasion == Occasion.HEADER ? request.header(HeaderContest.header()) : request,
        List.of(field.draining(channel.socket())));
  }

  private Way prepared(FileSource file) throws IOException {
    FileSource source = field.keep(file);
    SocketChannel channel = field.channel();
    PreparedTarget target = field.keep(PreparedTarget.of(channel));
    return new Way(
        TransferRequest.from(source).to(target).range(0, size()),
        List.of(field.draining(channel.socket())));
  }

  private Way toFile() throws IOException {
    FileChannel file =
        field.keep(FileChannel.open(field.course().file(), StandardOpenOption.WRITE));
    SocketChannel channel = field.channel();
    return new Way(
        TransferRequest.from(channel).to(file).range(0, size()).targetOffset(0),
        List.of(field.pouring(channel.socket())));
  }

  private Way pump() throws IOException {
    SocketChannel from = field.channel();
    SocketChannel to = field.channel();
    return new Way(
        TransferRequest.from(from).to(to).range(0, size()),
        List.of(field.draining(to.socket()), field.pouring(from.socket())));
  }

  private long size() {
    return setting().size();
  }

  /**
   * Returns the strategy that the library chooses when nothing is forced.
   *
   * @return its name; empty if none serves
   */
  public Optional<String> chosen() {
    return chosen;
  }

  /**
   * Returns what the library makes of the occasion.
   *
   * @return another situation where the size makes a difference: a large file is not kept mapped
   */
  public Situation situation() {
    return situation;
  }

  @Override
  public Setting setting() {
    return field.setting();
  }

  @Override
  public List<Contender> contenders() {
    return field.contenders();
  }

  @Override
  public List<LeftOut> leftOut() {
    return field.leftOut();
  }

  @Override
  public void close() throws IOException {
    field.close();
  }
}
