/** Sends a file to a socket, and says which strategies there were to do it. */
package org.example.application;
