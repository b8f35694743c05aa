/** The command {@code sendfile}. */
@SuppressWarnings(
    "requires-automatic") // typesafe.config and jline have names in their manifests, but no
// module-info
module dev.sendfile.cli {
  requires com.google.gson;
  requires dev.sendfile;
  requires dev.sendfile.bench;
  requires dev.sendfile.bench.plot;
  requires info.picocli;
  requires java.management;
  requires jdk.unsupported; // jline hears of signals by it
  requires me.tongfei.progressbar;
  requires org.jline.terminal;
  requires typesafe.config;
  requires static org.jspecify;

  // picocli makes the commands and sets their options; gson reads the records that become JSON
  opens dev.sendfile.cli to
      com.google.gson,
      info.picocli;
}
