/**
 * What comes and goes while an OSGi framework runs: strategies, a selector, a configuration, the
 * library itself. Knows nothing of OSGi but whether this is a bundle; {@code
 * dev.sendfile.internal.osgi} tells it the rest.
 */
@NullMarked
package dev.sendfile.internal.framework;

import org.jspecify.annotations.NullMarked;
