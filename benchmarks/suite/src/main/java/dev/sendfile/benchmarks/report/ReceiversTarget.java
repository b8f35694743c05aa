package dev.sendfile.benchmarks.report;

import dev.sendfile.benchmarks.receivers.ServiceCost;
import dev.sendfile.benchmarks.report.Evidence.Receivers;
import java.util.function.Function;

/**
 * A target for serving slow receivers, which is measured once and on one Java.
 *
 * @param wanted the target in words
 * @param judge what becomes of it
 */
record ReceiversTarget(String wanted, Function<ServiceCost, Finding> judge) implements Target {

  private static final int RECEIVERS = 10_000;

  @Override
  public String work() {
    return "10,000 slow receivers";
  }

  @Override
  public String where() {
    return "";
  }

  @Override
  public String beside() {
    return "";
  }

  @Override
  public Finding find(Evidence evidence, int java) {
    return evidence
        .receivers()
        .map(Receivers::cost)
        .filter(it -> Runtime.Version.parse(it.java()).feature() == java)
        .map(it -> it.receivers() < RECEIVERS ? tooFew(it) : judge.apply(it))
        .orElse(Finding.NONE);
  }

  private static Finding tooFew(ServiceCost cost) {
    return new Finding(Verdict.NOT_MEASURED, "there were only " + cost.receivers());
  }

  /** Judges what is counted and not sampled. */
  static Finding atMost(double limit, double figure, String words) {
    return new Finding(Verdict.atMost(limit, figure, figure, figure), words);
  }
}
