/** The bounded cache that strategies lease their buffers from. */
@NullMarked
package dev.sendfile.internal.buffer;

import org.jspecify.annotations.NullMarked;
