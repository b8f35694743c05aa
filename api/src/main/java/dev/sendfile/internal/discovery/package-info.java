/** Finds strategies: as services of a class loader or a module layer, or as given. */
@NullMarked
package dev.sendfile.internal.discovery;

import org.jspecify.annotations.NullMarked;
