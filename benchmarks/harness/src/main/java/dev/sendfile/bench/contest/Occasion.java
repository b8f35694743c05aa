package dev.sendfile.bench.contest;

import dev.sendfile.bench.result.Cache;
import dev.sendfile.bench.result.Mode;
import dev.sendfile.bench.result.Setting;
import dev.sendfile.bench.result.Work;
import dev.sendfile.spi.EndKind;
import dev.sendfile.spi.Situation;
import dev.sendfile.spi.Situation.Trait;
import java.util.Locale;

/** A situation in which strategies can be compared with each other here. */
public enum Occasion {
  /** An open file to a TCP connection. */
  SEND(Work.SEND, EndKind.FILE, EndKind.TCP),
  /** The same, behind a header of 200 bytes. */
  HEADER(Work.HEADER, EndKind.FILE, EndKind.TCP, Trait.HEADER),
  /** A prepared file to a prepared TCP connection. */
  PREPARED(Work.SEND, EndKind.FILE, EndKind.TCP, Trait.PREPARED_SOURCE, Trait.PREPARED_TARGET),
  /** The same, with a file that is kept mapped. */
  MAPPED(Work.SEND, EndKind.FILE, EndKind.TCP, Trait.MAPPED_SOURCE, Trait.PREPARED_TARGET),
  /** A TCP connection to a file that is open. */
  RECEIVE(Work.RECEIVE, EndKind.TCP, EndKind.FILE),
  /** A TCP connection to another one. */
  PUMP(Work.PUMP, EndKind.TCP, EndKind.TCP),
  /** A file to a new file. */
  COPY(Work.COPY, EndKind.FILE, EndKind.FILE);

  private final Work work;

  @SuppressWarnings("ImmutableEnumChecker") // it is, but does not say so in error-prone's terms
  private final Situation situation;

  Occasion(Work work, EndKind source, EndKind target, Trait... traits) {
    this.work = work;
    this.situation = Situation.of(source, target, traits);
  }

  /**
   * Returns the situation, as the library sees it.
   *
   * @return the kinds of the ends, and what else is known
   */
  public Situation situation() {
    return situation;
  }

  /**
   * Returns the name as it is written.
   *
   * @return {@code send}, for example
   */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What its contests of one size have in common. */
  Setting setting(long size) {
    return new Setting(work, Mode.BLOCKING, Cache.WARM, size);
  }
}
