/** The bundles in OSGi containers that Pax Exam starts: Felix and Equinox, each on two JDKs. */
package dev.sendfile.itests.paxexam;
