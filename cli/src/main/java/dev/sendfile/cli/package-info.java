/**
 * The command {@code sendfile}: shows on a real machine what the library does, and why.
 *
 * <p>{@link dev.sendfile.cli.Main} is the way in; each {@code …Command} is one subcommand, and what
 * several of them need has a class of its own. Strategies are known by what {@link
 * dev.sendfile.Sendfile} tells of them, never by class.
 */
@NullMarked
package dev.sendfile.cli;

import org.jspecify.annotations.NullMarked;
