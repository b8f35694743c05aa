/** Decides which strategies serve a plan, and in which order. */
@NullMarked
package dev.sendfile.internal.choice;

import org.jspecify.annotations.NullMarked;
