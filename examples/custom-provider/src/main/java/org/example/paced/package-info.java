/**
 * Strategy {@code paced}, technique {@code pacing}: at most a number of bytes per second, moved by
 * whatever strategy would have run without it.
 *
 * <p><b>Wins</b> where a transfer must leave room on a link for others.
 *
 * <p><b>Loses</b> on a link that is slow by itself: there it is one more answer per step. Each
 * transfer has a rate of its own: ten of them take ten times as much.
 */
package org.example.paced;
