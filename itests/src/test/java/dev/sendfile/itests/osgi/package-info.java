/**
 * The bundles in frameworks that the tests start themselves, to take them apart while they run.
 * What runs inside a framework lies in the package {@code inside}.
 */
package dev.sendfile.itests.osgi;
