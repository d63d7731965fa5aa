/// Judges a model: full ranking against held-out interactions, and the gate between a candidate and publication.
@NullMarked
package io.recloop.learning.evaluation;

import org.jspecify.annotations.NullMarked;
