/** What files and descriptors are, whatever they are called. */
@NullMarked
package dev.sendfile.cli.file;

import org.jspecify.annotations.NullMarked;
