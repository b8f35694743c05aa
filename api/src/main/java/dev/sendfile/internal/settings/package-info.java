/** What an operator sets at deploy time, and the ranges that hold for whoever sets it. */
@NullMarked
package dev.sendfile.internal.settings;

import org.jspecify.annotations.NullMarked;
