package dev.sendfile.internal.choice;

/**
 * A strategy that does not serve a plan.
 *
 * @param strategy its name
 * @param reason why, for a user
 */
public record Declined(String strategy, String reason) {}
