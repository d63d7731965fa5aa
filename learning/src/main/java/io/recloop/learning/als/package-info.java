/// Implicit ALS over a CSR matrix: half sweeps over all cores. Arrays in, arrays out.
@NullMarked
package io.recloop.learning.als;

import org.jspecify.annotations.NullMarked;
