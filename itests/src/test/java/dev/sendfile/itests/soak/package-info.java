/**
 * Random transfers, as many as one likes, with faults, on two kinds of threads, while providers
 * come and go. Each is drawn from the seed and its number alone, so that each can be replayed.
 */
package dev.sendfile.itests.soak;
