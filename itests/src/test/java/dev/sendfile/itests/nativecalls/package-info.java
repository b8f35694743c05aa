/**
 * Attacks on the strategies that call the kernel directly: file systems that refuse, bounds that
 * cannot be had, descriptors that others get hold of. On Linux and Java 22 or later only.
 */
package dev.sendfile.itests.nativecalls;
