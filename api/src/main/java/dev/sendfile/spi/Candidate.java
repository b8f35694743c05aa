package dev.sendfile.spi;

/**
 * A strategy that would serve a plan, as a selector sees it.
 *
 * @param strategy the strategy itself
 * @param name its name
 * @param technique its technique
 * @param weight the operator's weight: OSGi {@code service.ranking} or {@code
 *     dev.sendfile.weight.NAME}; 0 unless set
 * @param offer what it offered for the plan
 */
public record Candidate(
    TransferStrategy strategy, String name, String technique, int weight, Offer.Accepted offer) {}
