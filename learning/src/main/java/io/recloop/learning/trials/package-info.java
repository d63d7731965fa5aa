/// Keeps the trials of a search in a file.
@NullMarked
package io.recloop.learning.trials;

import org.jspecify.annotations.NullMarked;
