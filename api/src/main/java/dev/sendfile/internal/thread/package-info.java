/** What the engine needs to know of threads: virtual ones, and one that watches blocked ones. */
@NullMarked
package dev.sendfile.internal.thread;

import org.jspecify.annotations.NullMarked;
