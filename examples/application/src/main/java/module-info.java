/** An application that sends a file by whatever strategy is there. */
module org.example.application {
  requires dev.sendfile;
}
