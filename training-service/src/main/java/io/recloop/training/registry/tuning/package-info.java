/// The trials of searches for settings, and the best settings that were found.
@NullMarked
package io.recloop.training.registry.tuning;

import org.jspecify.annotations.NullMarked;
