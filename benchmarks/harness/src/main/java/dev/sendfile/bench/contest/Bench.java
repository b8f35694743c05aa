package dev.sendfile.bench.contest;

import dev.sendfile.bench.far.Bytes;
import dev.sendfile.bench.far.CCompiler;
import dev.sendfile.bench.far.FarEnd;
import dev.sendfile.bench.far.Poured;
import dev.sendfile.bench.machine.Machine;
import dev.sendfile.bench.machine.PageCache;
import dev.sendfile.bench.machine.Processors;
import dev.sendfile.bench.result.Cache;
import dev.sendfile.bench.result.Mode;
import dev.sendfile.bench.result.Place;
import dev.sendfile.bench.result.Setting;
import dev.sendfile.bench.result.Work;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What the contests of one run share: the far end, the program of the rivals in C, files of random
 * bytes, and the processors that all of it is pinned to. Each is made when it is needed first, and
 * goes when this is closed, or when the JVM ends.
 */
public final class Bench implements Closeable {

  private final Libraries libraries;
  private final Workshop workshop;
  private final Processors processors;
  private final Place place;
  private @Nullable FarEnd farEnd;
  private Optional<Path> rival = Optional.empty();
  private boolean compiled;

  private Bench(BenchBuilder builder) throws IOException {
    libraries = new Libraries(builder.library());
    Machine machine = new Machine();
    processors = builder.processors();
    workshop = Workshop.open(builder.folder());
    try {
      place = machine.place(workshop.folder(), processors.pinContenders());
    } catch (IOException | RuntimeException e) {
      workshop.close();
      throw e;
    }
  }

  /**
   * Opens one as it is when nobody says anything: see {@link BenchBuilder}.
   *
   * @return ready for contests
   * @throws IOException if there is no place for files
   */
  public static Bench open() throws IOException {
    return builder().open();
  }

  /**
   * Opens one otherwise.
   *
   * @return what takes the wishes
   */
  public static BenchBuilder builder() {
    return new BenchBuilder();
  }

  static Bench of(BenchBuilder builder) throws IOException {
    return new Bench(builder);
  }

  /**
   * Describes where this runs.
   *
   * @return machine, file system, pinning and Java
   */
  public Place place() {
    return place;
  }

  /**
   * Tells why there can be no contest.
   *
   * @param setting the setting
   * @return a reason for a reader; nothing if there can be one
   * @throws IOException if the thread is interrupted
   */
  public Optional<String> objection(Setting setting) throws IOException {
    if (setting.size() < 1) {
      return Optional.of("a transfer of " + setting.size() + " bytes: want 1 or more");
    }
    if (setting.work() == Work.COPY && setting.mode() != Mode.BLOCKING) {
      return Optional.of("files are copied in mode blocking alone: no file can be waited for");
    }
    if (setting.cache() == Cache.WARM) {
      return Runner.objection(setting.mode());
    }
    if (setting.work() == Work.RECEIVE || setting.work() == Work.PUMP) {
      return Optional.of(setting.work().label() + " reads no file that could be cold");
    }
    Optional<String> mode = Runner.objection(setting.mode());
    return mode.isPresent() ? mode : PageCache.objection(workshop.source(1));
  }

  /**
   * Opens a contest. One is to be closed before the next one runs, so that nothing of it goes on.
   *
   * @param setting what all have in common
   * @param wanted says of a name whether that contender is to take part
   * @param entrants contenders from outside, which take part in sends, with and without header
   * @return the contest, with connections made and files there
   * @throws IllegalArgumentException if there can be none: see {@link #objection}
   * @throws IOException if something cannot be opened, or there is no room for the files
   */
  public Contest contest(Setting setting, Predicate<String> wanted, SendEntrant... entrants)
      throws IOException {
    Optional<String> objection = objection(setting);
    if (objection.isPresent()) {
      throw new IllegalArgumentException(setting + ": " + objection.get());
    }
    Field field = new Field(this, course(setting), wanted);
    if (setting.work() != Work.COPY) {
      seatFarEnd(setting.mode());
    }
    try {
      fill(field, List.of(entrants));
    } catch (IOException | RuntimeException e) {
      try (field) {
        throw e;
      }
    }
    return field;
  }

  /**
   * Opens a contest among the strategies of the library alone. It is to be closed before the next
   * one runs.
   *
   * @param occasion what they are compared at
   * @param size bytes of one transfer, at least 1
   * @return the contest, with connections made and files there
   * @throws IllegalArgumentException if the size is less than 1
   * @throws IOException if something cannot be opened, or there is no room for the files
   */
  public StrategyContest strategies(Occasion occasion, long size) throws IOException {
    Setting setting = occasion.setting(size);
    Optional<String> objection = objection(setting);
    if (objection.isPresent()) {
      throw new IllegalArgumentException(setting + ": " + objection.get());
    }
    Field field = new Field(this, course(setting), name -> true);
    StrategyContest contest = new StrategyContest(field, occasion);
    try {
      contest.open();
    } catch (IOException | RuntimeException e) {
      try (field) {
        throw e;
      }
    }
    return contest;
  }

  private Course course(Setting setting) throws IOException {
    long size = setting.size();
    Runner runner = Runner.of(setting.mode());
    switch (setting.work()) {
      case RECEIVE, PUMP -> {
        Path target = workshop.target(setting.work() == Work.RECEIVE ? size : 0);
        return new Course(setting, target, Poured.first(size), runner);
      }
      default -> {
        Path source = workshop.source(size);
        if (setting.work() == Work.COPY) {
          workshop.needsRoom(size);
        }
        ByteBuffer header =
            setting.work() == Work.HEADER ? HeaderContest.header() : ByteBuffer.allocate(0);
        return new Course(setting, source, Bytes.of(header, source), runner);
      }
    }
  }

  private static void fill(Field field, List<SendEntrant> entrants) throws IOException {
    switch (field.setting().work()) {
      case SEND -> new SendContest(field).open(entrants);
      case HEADER -> new HeaderContest(field).open(entrants);
      case RECEIVE -> new ReceiveContest(field).open();
      case PUMP -> new PumpContest(field).open();
      case COPY -> new CopyContest(field).open();
    }
  }

  Libraries libraries() {
    return libraries;
  }

  FarEnd farEnd() throws IOException {
    if (farEnd == null) {
      farEnd = FarEnd.start();
    }
    return farEnd;
  }

  /**
   * Where sockets shall be found full, both sides share a processor: what one burns while it waits
   * is what the other one lacks, as on a server all of whose processors have work.
   */
  private void seatFarEnd(Mode mode) throws IOException {
    if (mode == Mode.VIRTUAL) {
      processors.pinBesideContenders(farEnd().pid());
    } else {
      processors.pinFarEnd(farEnd().pid());
    }
  }

  /** The program of the rivals; none where it cannot be made. */
  Optional<Path> rival() throws IOException {
    if (!compiled) {
      compiled = true;
      rival = CCompiler.compileRival(workshop.folder());
    }
    return rival;
  }

  /** Whether the far end can be busy without taking anything from the contenders. */
  boolean hasProcessorForFarEnd() {
    return processors.areTwo();
  }

  /**
   * Removes all files, ends the far end, and lets this process run on all its processors again:
   * also where the thread that closes is interrupted, which it stays.
   */
  @Override
  public void close() throws IOException {
    boolean interrupted = Thread.interrupted();
    try (workshop) {
      if (farEnd != null) {
        farEnd.close();
      }
      processors.release();
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
