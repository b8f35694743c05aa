/** The bundles and the features file in Apache Karaf, as its users get it. */
package dev.sendfile.itests.karaf;
