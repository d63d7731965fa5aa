/// Dense loops on `float[]` and the solvers built from them; [io.recloop.numerics.kernels.Kernels] is the door.
@NullMarked
package io.recloop.numerics.kernels;

import org.jspecify.annotations.NullMarked;
