/**
 * Commands of the Karaf shell that ask the {@link dev.sendfile.Sendfile} service of the framework
 * about itself. They move no bytes.
 */
@NullMarked
package dev.sendfile.karaf.commands;

import org.jspecify.annotations.NullMarked;
