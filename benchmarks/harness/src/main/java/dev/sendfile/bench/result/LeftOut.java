package dev.sendfile.bench.result;

/**
 * A variant that did not take part.
 *
 * @param setting where
 * @param variant its name
 * @param reason why not, for a reader
 */
public record LeftOut(Setting setting, String variant, String reason) {}
