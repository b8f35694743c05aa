package dev.sendfile.tck;

import dev.sendfile.Sendfile;
import dev.sendfile.tck.fixture.FileSourceKind;
import dev.sendfile.tck.fixture.FileTargetKind;

/** A strategy that copies a file on a route that it claims. */
public final class CopyCase implements Witnessed {

  private final Witness witness;
  private final FileSourceKind source;
  private final FileTargetKind target;
  private final ContentFiles files;

  CopyCase(Witness witness, FileSourceKind source, FileTargetKind target, ContentFiles files) {
    this.witness = witness;
    this.source = source;
    this.target = target;
    this.files = files;
  }

  @Override
  public Witness witness() {
    return witness;
  }

  /**
   * Returns how the file is handed over.
   *
   * @return the kind of the source
   */
  public FileSourceKind source() {
    return source;
  }

  /**
   * Returns how its copy is.
   *
   * @return the kind of the target
   */
  public FileTargetKind target() {
    return target;
  }

  /**
   * Returns the name of the strategy.
   *
   * @return the name
   */
  public String strategy() {
    return witness.name();
  }

  /**
   * Makes an instance that is forced to the strategy.
   *
   * @return a new one
   */
  public Sendfile sendfile() {
    return witness.sendfile();
  }

  ContentFiles files() {
    return files;
  }

  boolean isOfPaths() {
    return source == FileSourceKind.PATH && target == FileTargetKind.PATH;
  }

  @Override
  public String toString() {
    return strategy() + ": " + source + " to " + target;
  }
}
