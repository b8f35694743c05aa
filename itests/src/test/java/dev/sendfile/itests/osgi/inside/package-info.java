/**
 * What tests run inside a framework: packed into a bundle of its own, so that it sees the library
 * as any other bundle does. It talks to the test outside by types of the JDK alone.
 */
package dev.sendfile.itests.osgi.inside;
