/** How files come into being and take the place of others. */
@NullMarked
package dev.sendfile.internal.file;

import org.jspecify.annotations.NullMarked;
