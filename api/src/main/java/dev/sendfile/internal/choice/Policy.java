package dev.sendfile.internal.choice;

import dev.sendfile.spi.TransferSelector;
import org.jspecify.annotations.Nullable;

/**
 * Who decides.
 *
 * @param force the strategy or technique that the user insists on, in its canonical spelling;
 *     {@code null} for none
 * @param selector decides where nothing is forced; {@code null} for the built-in ranking
 */
public record Policy(@Nullable String force, @Nullable TransferSelector selector) {

  /** The built-in ranking decides. */
  public static final Policy FREE = new Policy(null, null);
}
