package dev.sendfile.internal.discovery;

/**
 * A provider that could not be used.
 *
 * @param what the provider, as far as it is known
 * @param cause what was thrown
 */
public record Problem(String what, Throwable cause) {}
