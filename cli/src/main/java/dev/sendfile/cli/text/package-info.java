/** How the command prints: tables, bars, and what a terminal can show. Knows nothing of files. */
@NullMarked
package dev.sendfile.cli.text;

import org.jspecify.annotations.NullMarked;
