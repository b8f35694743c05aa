package dev.sendfile.ffm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sendfile.internal.end.EngineSource;
import dev.sendfile.internal.end.EngineTarget;
import dev.sendfile.internal.end.Opening;
import dev.sendfile.spi.Options;
import dev.sendfile.spi.Plan;
import dev.sendfile.spi.TransferStrategy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** To be deployed costs nothing: no call is linked, and nothing that links is initialized. */
class LazinessTest {

  @TempDir Path folder;

  /** Loads the strategies and lets them look at plans. */
  static final class Deployed {
    public static void main(String[] arguments) throws IOException {
      Path folder = Path.of(arguments[0]);
      Path file = Files.write(folder.resolve("source"), new byte[1 << 20]);
      try (Connection connection = Connection.open()) {
        EngineSource source = dev.sendfile.internal.end.Ends.source(file);
        EngineSource socket = dev.sendfile.internal.end.Ends.source(connection.near);
        List<Plan> plans = new ArrayList<>();
        for (EngineSource from : new EngineSource[] {source, socket}) {
          for (Object to : new Object[] {folder.resolve("target"), connection.far}) {
            EngineTarget target = dev.sendfile.internal.end.Ends.target(to, Opening.DEFAULT, from);
            plans.add(new Plan(from, target, 0, 1 << 20, 0, 0, true, Options.DEFAULTS));
          }
        }
        System.out.println("begin");
        long began = System.nanoTime();
        int assessed = 0;
        for (TransferStrategy each : ServiceLoader.load(TransferStrategy.class)) {
          for (Plan plan : plans) {
            assessed += each.availability().isAvailable() && each.assess(plan) != null ? 1 : 0;
          }
        }
        long took = System.nanoTime() - began;
        System.out.println(
            "end: " + assessed + " in " + TimeUnit.NANOSECONDS.toMicros(took) + " us");
      }
    }
  }

  @Test
  void loadingAndAssessingInitializesNothingOfTheForeignFunctionApi() throws Exception {
    String printed =
        Child.run(folder, List.of("-Xlog:class+init=info"), Deployed.class, folder.toString());

    assertThat(printed).contains("end: 24 in ");
    String between = printed.substring(printed.indexOf("begin"), printed.indexOf("end: 24"));
    assertThat(between.lines().filter(it -> it.contains("NativeSendfile"))).isNotEmpty();
    assertThat(between.lines().filter(it -> it.contains("Initializ")))
        .noneMatch(it -> it.contains("LinkedLinux"))
        .noneMatch(it -> it.contains("java/lang/foreign") || it.contains("java.lang.foreign"))
        .noneMatch(it -> it.contains("ChannelNumbers") || it.contains("SocketNumbers"));
  }

  @Test
  void itCanBeSeenThatSomethingIsInitialized() throws Exception {
    String printed =
        Child.run(
            folder,
            List.of("-Xlog:class+init=info", "--enable-native-access=ALL-UNNAMED"),
            LinkageTest.Forced.class,
            folder.toString());

    assertThat(printed.lines().filter(it -> it.contains("Initializ")))
        .anyMatch(it -> it.contains("LinkedLinux"));
  }
}
