package dev.sendfile.internal.telemetry;

import dev.sendfile.spi.Route;
import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Enabled;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/**
 * One transfer, from the moment it is run to its end; one that is refused when it is opened has the
 * kinds of the ends that were looked at by then, no strategy and no duration. The field names are
 * read by users' tools.
 *
 * <p>Off unless somebody asks for it: short sends would pay for it in every recording, and a
 * threshold would hide those that failed at once.
 */
@Name("dev.sendfile.Transfer")
@Label("Transfer")
@Category("sendfile")
@Description("Bytes moved from a source to a target")
@StackTrace(false)
@Enabled(false)
final class TransferEvent extends Event {

  @Label("Source")
  @Description("Kind of the source, for example file")
  String source = "";

  @Label("Target")
  @Description("Kind of the target, for example tcp")
  String target = "";

  @Label("Strategy")
  @Description("Name of the strategy that ran last")
  String strategy = "";

  @Label("Technique")
  @Description("Technique of that strategy")
  String technique = "";

  @Label("Bytes")
  @Description("Bytes that the target accepted, header and trailer included")
  @DataAmount
  long bytes;

  @Label("Fallbacks")
  @Description("How many strategies were passed over")
  int fallbacks;

  @Label("Outcome")
  @Description("completed, or the simple name of the exception")
  String outcome = "";

  void end(
      Route route, String strategyName, String how, long moved, int passedOver, String cameTo) {
    end();
    if (shouldCommit()) {
      source = route.source().name();
      target = route.target().name();
      strategy = strategyName;
      technique = how;
      bytes = moved;
      fallbacks = passedOver;
      outcome = cameTo;
      commit();
    }
  }
}
