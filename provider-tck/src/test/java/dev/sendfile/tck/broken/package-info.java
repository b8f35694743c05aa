/** Strategies that break one promise each, and that the kit notices. */
package dev.sendfile.tck.broken;
