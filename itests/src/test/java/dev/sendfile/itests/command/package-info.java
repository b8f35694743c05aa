/**
 * The command as a user runs it: by its launcher, in a process of its own, with receivers that are
 * not Java.
 */
package dev.sendfile.itests.command;
