package dev.sendfile.itests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sendfile.itests.fixture.ChildJvm;
import dev.sendfile.itests.fixture.Compiled;
import dev.sendfile.itests.fixture.Providers;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Strategies as modules: on the module path, broken ones among them, and in a layer of plug-ins.
 */
class ModulePathIT {

  /** The packaged jars, copied there by the build. */
  private static final String MODULES = System.getProperty("sendfile.modules.dir");

  private static final String MAIN =
      """
      import dev.sendfile.*;
      import java.io.*;
      import java.lang.module.*;
      import java.nio.channels.*;
      import java.nio.file.*;
      import java.util.*;

      public class Main {
        public static void main(String[] args) throws Exception {
          Sendfile sendfile = Sendfile.getDefault();
          if (args.length > 0) {
            ModuleFinder plugins = ModuleFinder.of(Path.of(args[0]));
            ModuleLayer boot = ModuleLayer.boot();
            Configuration configuration =
                boot.configuration().resolveAndBind(plugins, ModuleFinder.of(), Set.of());
            ModuleLayer layer = boot.defineModulesWithOneLoader(
                configuration, ClassLoader.getSystemClassLoader());
            sendfile = Sendfile.builder().moduleLayer(layer).build();
          }
          System.out.println("module " + Sendfile.class.getModule());
          System.out.println("found " + sendfile.strategies().stream().map(StrategyInfo::name).toList());
          Path file = Files.write(Files.createTempFile("main", null), new byte[100_000]);
          ByteArrayOutputStream out = new ByteArrayOutputStream();
          TransferRequest request = TransferRequest.from(file).to(Channels.newChannel(out));
          System.out.println(sendfile.explain(request));
          System.out.println("sent " + sendfile.transfer(request).bytes() + " " + out.size());
          Files.delete(file);
        }
      }
      """;

  @TempDir Path folder;
  private Path main;

  @BeforeEach
  void writeMain() throws Exception {
    main = Files.writeString(folder.resolve("Main.java"), MAIN);
  }

  private static ChildJvm.Outcome run(String modulePath, String... mainAndArguments) {
    ChildJvm.Outcome outcome =
        new ChildJvm()
            .with("-p", modulePath, "--add-modules", "ALL-MODULE-PATH")
            .run(
                mainAndArguments[0],
                Arrays.copyOfRange(mainAndArguments, 1, mainAndArguments.length));
    assertThat(outcome.exit()).as(outcome.output()).isZero();
    assertThat(outcome.output())
        .contains("module module dev.sendfile")
        .contains("sent 100000 100000");
    return outcome;
  }

  /** A module with one provider, in a folder below. */
  private Path provider(String name, String strategy) throws Exception {
    Path module = Files.createDirectories(folder.resolve(name));
    String descriptor =
        "module "
            + name
            + " { requires dev.sendfile; provides dev.sendfile.spi.TransferStrategy with "
            + name
            + ".Provider; }";
    String provider = Compiled.strategySource(name, "Provider", strategy);
    Compiled.compile(
        module, Map.of("Provider.java", provider, "module-info.java", descriptor), "-p", MODULES);
    return module;
  }

  @Test
  void theModulePathHasAllOfOurs() {
    assertThat(run(MODULES, main.toString()).output()).contains("found " + Providers.strategies());
  }

  @Test
  void aProviderOfOnesOwnIsFound() throws Exception {
    Path module = provider("own", "mine");
    assertThat(run(MODULES + File.pathSeparator + module, main.toString()).output())
        .contains("found " + Providers.strategies("mine"));
  }

  @Test
  void aModuleOfANewerClassFileVersionIsSkippedWithItsCause() throws Exception {
    Path module = provider("newer", "newer");
    Compiled.makeNewer(module.resolve("newer/Provider.class"));
    assertThat(run(MODULES + File.pathSeparator + module, main.toString()).output())
        .contains("found " + Providers.strategies())
        .contains("NOT_LOADED")
        .contains("newer");
  }

  @Test
  void aLayerOfPlugInsIsFound() throws Exception {
    Path module = provider("plugin", "plugged");
    assertThat(run(MODULES, main.toString(), module.toString()).output())
        .contains("found " + Providers.strategies("plugged"));
  }
}
