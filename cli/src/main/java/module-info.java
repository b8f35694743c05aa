/** The command {@code sendfile}. */
@SuppressWarnings(
    "requires-automatic") // typesafe.config has a name in its manifest, but no module-info
module dev.sendfile.cli {
  requires com.google.gson;
  requires dev.sendfile;
  requires dev.sendfile.bench;
  requires dev.sendfile.bench.plot;
  requires info.picocli;
  requires java.management;
  requires me.tongfei.progressbar;
  requires typesafe.config;
  requires static org.jspecify;

  // picocli makes the commands and sets their options; gson reads the records that become JSON
  opens dev.sendfile.cli to
      com.google.gson,
      info.picocli;
}
