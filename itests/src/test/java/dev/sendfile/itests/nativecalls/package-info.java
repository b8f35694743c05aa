/**
 * Attacks on the strategies that call the kernel directly: calls that fail, file systems that
 * refuse, descriptors that others get hold of. On Linux and Java 22 or later only.
 */
package dev.sendfile.itests.nativecalls;
