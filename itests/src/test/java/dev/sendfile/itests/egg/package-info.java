/** What the CHICKEN Scheme egg {@code sendfile} does, done here. */
package dev.sendfile.itests.egg;
