/**
 * What was measured on a machine: which strategy is the fastest, from which length on. Knows the
 * file that it is kept in, and where it holds.
 */
@NullMarked
package dev.sendfile.internal.profile;

import org.jspecify.annotations.NullMarked;
