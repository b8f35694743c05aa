package dev.sendfile.itests.osgi;

/** A record whose methods {@link Unreachable} links, each time in a class loader of its own. */
record LinkedRecord(LinkedRecord component) {}
