/**
 * What is at the other side: a process that receives and sends, the connections to it, and rivals
 * written in C.
 */
@NullMarked
package dev.sendfile.bench.far;

import org.jspecify.annotations.NullMarked;
