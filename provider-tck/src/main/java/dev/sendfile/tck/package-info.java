/** What every strategy promises, as tests that a provider runs on its own. */
@NullMarked
package dev.sendfile.tck;

import org.jspecify.annotations.NullMarked;
