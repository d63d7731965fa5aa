/// From the lake to one immutable dataset for one tenant, as the learning library takes it, and its archive.
@NullMarked
package io.recloop.training.dataset;

import org.jspecify.annotations.NullMarked;
