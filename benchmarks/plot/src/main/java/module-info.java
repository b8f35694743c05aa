/** Draws what a benchmark has measured. */
module dev.sendfile.bench.plot {
  requires transitive dev.sendfile.bench;
  requires java.desktop;
  requires java.xml;
  requires org.apache.xmlgraphics.batik.svggen;
  requires org.knowm.xchart;
  requires static org.jspecify;

  exports dev.sendfile.bench.plot;
}
