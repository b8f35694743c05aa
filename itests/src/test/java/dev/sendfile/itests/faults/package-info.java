/** System calls that fail: what each strategy makes of each error, by the tables of a page. */
package dev.sendfile.itests.faults;
