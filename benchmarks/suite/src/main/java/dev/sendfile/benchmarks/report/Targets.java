package dev.sendfile.benchmarks.report;

import static dev.sendfile.benchmarks.report.PairedTarget.Measure.CPU;
import static dev.sendfile.benchmarks.report.PairedTarget.Measure.SPEED;

import dev.sendfile.bench.plot.Group;
import dev.sendfile.bench.result.Cache;
import dev.sendfile.bench.result.Mode;
import dev.sendfile.bench.result.Work;
import dev.sendfile.benchmarks.receivers.ServiceCost;
import dev.sendfile.benchmarks.report.EngineTarget.Added;
import dev.sendfile.benchmarks.report.PairedTarget.Measure;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.LongPredicate;
import java.util.function.Predicate;

/** What was aimed at, on the newest Java. */
final class Targets {

  private static final long KIB = 1024;
  private static final long MIB = 1024 * KIB;

  private final List<Target> all = new ArrayList<>();

  private Targets() {}

  /** Lists them, in the order of the page. */
  static List<Target> all() {
    Targets targets = new Targets();
    targets.large(Mode.BLOCKING);
    targets.large(Mode.NON_BLOCKING);
    targets.small();
    targets.opened();
    targets.virtualThreads();
    targets.otherWays();
    targets.engine();
    targets.receivers();
    return List.copyOf(targets.all);
  }

  private void large(Mode mode) {
    Row row = new Row("Send, " + mode.label() + ", open channel", Work.SEND, mode, "SENDFILE");
    row.speed("from 1 MiB", from(MIB), 0.97, "TRANSFER_TO");
    row.speed("at 1 MiB", at(MIB), 0.85, "C_SENDFILE");
    row.speed("from 16 MiB", from(16 * MIB), 0.95, "C_SENDFILE");
    row.cpu("from 1 MiB", from(MIB), 1.05, "TRANSFER_TO");
  }

  private void small() {
    LongPredicate small = between(KIB, 16 * KIB);
    Row pure =
        new Row(
            "Send, open channel, pure Java", Work.SEND, Mode.BLOCKING, "SENDFILE_WITHOUT_NATIVE");
    pure.speed("from 1 to 16 KiB", small, 0.95, "TRANSFER_TO");
    pure.speed("at 4 KiB", at(4 * KIB), 1.2, "TRANSFER_TO");
    new Row(
            "Send behind a header, pure Java",
            Work.HEADER,
            Mode.BLOCKING,
            "SENDFILE_WITHOUT_NATIVE")
        .speed("from 1 to 16 KiB", small, 1.3, "WRITE_TRANSFER_TO");
    Row prepared = new Row("Send, prepared ends", Work.SEND, Mode.BLOCKING, "SENDFILE_PREPARED");
    prepared.speed("from 4 to 16 KiB", between(4 * KIB, 16 * KIB), 1.3, "TRANSFER_TO");
    prepared.speed("from 1 to 16 KiB", small, 0.9, "C_SENDFILE");
  }

  private void opened() {
    Row row = new Row("Send, opened per send", Work.SEND, Mode.BLOCKING, "SENDFILE_PATH");
    row.speed("at 64 KiB", at(64 * KIB), 2.5, "FILES_COPY");
    row.speed("from 1 MiB", from(MIB), 3, "FILES_COPY");
    for (String rival : List.of("COMMONS_IO", "GUAVA", "OKIO")) {
      row.speed("at 64 KiB", at(64 * KIB), 3, rival);
      row.speed("from 1 MiB", from(MIB), 5, rival);
    }
  }

  private void virtualThreads() {
    Row row = new Row("Send, virtual threads", Work.SEND, Mode.VIRTUAL, "SENDFILE");
    row.speed("at every size", from(0), 1.2, "USUAL_LOOP");
    row.cpu("at every size", from(0), 0.5, "USUAL_LOOP");
  }

  private void otherWays() {
    LongPredicate size = at(64 * MIB);
    new Row("Receive, pure Java", Work.RECEIVE, Mode.BLOCKING, "RECEIVE_WITHOUT_NATIVE")
        .speed("at 64 MiB", size, 2.2, "TRANSFER_FROM");
    new Row("Receive, native", Work.RECEIVE, Mode.BLOCKING, "RECEIVE")
        .speed("at 64 MiB", size, 3.3, "TRANSFER_FROM");
    Row pump = new Row("Pump, native", Work.PUMP, Mode.BLOCKING, "PUMP");
    pump.speed("at 64 MiB", size, 1.15, "LOOP_64K");
    pump.cpu("at 64 MiB", size, 0.5, "LOOP_64K");
  }

  private void engine() {
    Predicate<String> header = it -> it.startsWith("BehindHeader.");
    engine("Engine, a send of 1 KiB", header.negate());
    engine("Engine, the same behind a header", header);
  }

  private void engine(String work, Predicate<String> benchmarks) {
    all.add(new EngineTarget(work, benchmarks, "at most 1 µs more", Added::time, 1000));
    all.add(new EngineTarget(work, benchmarks, "at most 256 bytes more", Added::memory, 256));
  }

  private void receivers() {
    all.add(
        new ReceiversTarget(
            "all complete",
            it ->
                ReceiversTarget.atMost(
                    0,
                    it.receivers() - it.complete(),
                    String.format(Locale.ROOT, "%,d of %,d", it.complete(), it.receivers()))));
    all.add(new ReceiversTarget("at most 256 MiB of heap and direct memory", Targets::memory));
    all.add(
        new ReceiversTarget(
            "at most 1 processor busy",
            it ->
                ReceiversTarget.atMost(
                    1, it.cores(), String.format(Locale.ROOT, "%.2f", it.cores()))));
  }

  private static Finding memory(ServiceCost cost) {
    return ReceiversTarget.atMost(
        256 * MIB,
        (double) cost.peakMemory(),
        String.format(Locale.ROOT, "%.1f MiB", cost.peakMemory() / (double) MIB));
  }

  private static LongPredicate at(long size) {
    return it -> it == size;
  }

  private static LongPredicate from(long size) {
    return it -> it >= size;
  }

  private static LongPredicate between(long from, long to) {
    return it -> it >= from && it <= to;
  }

  /** Targets of one variant. */
  private final class Row {

    private final String work;
    private final Group group;
    private final String variant;

    private Row(String words, Work work, Mode mode, String variant) {
      this.work = words;
      group = new Group(work, mode, Cache.WARM);
      this.variant = variant;
    }

    private void speed(String where, LongPredicate sizes, double limit, String base) {
      add(where, sizes, SPEED, limit, base);
    }

    private void cpu(String where, LongPredicate sizes, double limit, String base) {
      add(where, sizes, CPU, limit, base);
    }

    private void add(
        String where, LongPredicate sizes, Measure measure, double limit, String base) {
      all.add(new PairedTarget(work, where, group, sizes, variant, base, measure, limit));
    }
  }
}
