/// Compares the answers of a shadow model with those of the model that serves.
@NullMarked
package io.recloop.recommender.shadow;

import org.jspecify.annotations.NullMarked;
