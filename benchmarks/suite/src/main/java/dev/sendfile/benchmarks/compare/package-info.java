/**
 * Tells what moved between two runs by more than the noise, before a release. The runs are not
 * paired, so what each variant came to beside its base in one run is compared with the same in the
 * other: a machine that was slower on one day slows both.
 */
@NullMarked
package dev.sendfile.benchmarks.compare;

import org.jspecify.annotations.NullMarked;
