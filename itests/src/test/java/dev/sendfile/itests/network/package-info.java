/**
 * A network that is slow, breaks, or falls silent, and peers that die: what a transfer does then.
 */
package dev.sendfile.itests.network;
