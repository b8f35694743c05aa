/**
 * The bundles in OSGi containers that Pax Exam starts: Felix on the older JDK, Equinox on the
 * newer.
 */
package dev.sendfile.itests.paxexam;
