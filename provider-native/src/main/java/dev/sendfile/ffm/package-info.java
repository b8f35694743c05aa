/** Linux system calls, through the foreign function API. */
@NullMarked
package dev.sendfile.ffm;

import org.jspecify.annotations.NullMarked;
