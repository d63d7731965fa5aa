/// Looks for the settings that suit a data set: successive halving guided by a surrogate model. Pure: no I/O, no
/// framework.
@NullMarked
package io.recloop.learning.tuning;

import org.jspecify.annotations.NullMarked;
