/** Programs that use the library as its users would: a test runs each of them. */
package dev.sendfile.itests.example;
