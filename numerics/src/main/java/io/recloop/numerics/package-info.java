/// Arithmetic on arrays: no I/O, no framework, no clock.
///
/// - **reads**  arrays given by the caller
/// - **writes** arrays given by the caller
/// - **keeps**  nothing, but the choice between the vector and the scalar kernels, made and logged once
/// - **serves** `kernels` (dense loops, row solvers, exact top-K), `sparse` (CSR), `statistics`
@NullMarked
package io.recloop.numerics;

import org.jspecify.annotations.NullMarked;
