/**
 * The library as a bundle: follows the service registry and the configuration of a framework, and
 * publishes a {@code Sendfile} service. The only package that knows OSGi; outside of a framework
 * none of its classes is loaded.
 */
@NullMarked
package dev.sendfile.internal.osgi;

import org.jspecify.annotations.NullMarked;
