package dev.sendfile.internal.choice;

import dev.sendfile.internal.profile.Crossovers;
import dev.sendfile.spi.TransferSelector;
import org.jspecify.annotations.Nullable;

/**
 * Who decides.
 *
 * @param force the strategy or technique that the user insists on, in its canonical spelling;
 *     {@code null} for none
 * @param selector decides where nothing is forced; {@code null} for the ranking
 * @param measured goes before the built-in order in the ranking; {@code null} if nothing was
 */
public record Policy(
    @Nullable String force, @Nullable TransferSelector selector, @Nullable Crossovers measured) {

  /**
   * Returns the policy for what is neither forced nor selected: the ranking decides.
   *
   * @return what was measured, alone
   */
  public Policy free() {
    return new Policy(null, null, measured);
  }
}
