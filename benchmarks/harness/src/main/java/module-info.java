/** Measures whole transfers, in alternation, beside what people use today. */
module dev.sendfile.bench {
  requires dev.sendfile;
  requires com.google.gson;
  requires org.apache.commons.statistics.distribution;
  requires jdk.management;
  requires static org.jspecify;

  exports dev.sendfile.bench.contest;
  exports dev.sendfile.bench.result;

  opens dev.sendfile.bench.result to
      com.google.gson;

  uses dev.sendfile.spi.TransferStrategy; // to leave some of them out
}
