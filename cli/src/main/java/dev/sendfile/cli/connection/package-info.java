/** What the two sides of a connection can tell each other without a protocol. */
@NullMarked
package dev.sendfile.cli.connection;

import org.jspecify.annotations.NullMarked;
