/// Work split over cores.
@NullMarked
package io.recloop.numerics.parallel;

import org.jspecify.annotations.NullMarked;
