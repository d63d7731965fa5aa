/// Shows what draft rules would do to a list, without saving them.
@NullMarked
package io.recloop.recommender.preview;

import org.jspecify.annotations.NullMarked;
