/**
 * A file to thousands of receivers that are slow, all at once, each served by a virtual thread:
 * what a server spends while nearly all of its transfers wait.
 */
@NullMarked
package dev.sendfile.benchmarks.receivers;

import org.jspecify.annotations.NullMarked;
