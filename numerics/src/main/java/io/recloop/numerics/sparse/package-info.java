/// Who had what: the compressed sparse row matrix.
@NullMarked
package io.recloop.numerics.sparse;

import org.jspecify.annotations.NullMarked;
