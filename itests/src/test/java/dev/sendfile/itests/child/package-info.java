/**
 * Main classes that tests start in JVMs of their own. They print what they saw and exit with 0, or
 * throw.
 */
package dev.sendfile.itests.child;
