/// Which datasets there are, and how models were evaluated on them.
@NullMarked
package io.recloop.training.registry.datasets;

import org.jspecify.annotations.NullMarked;
