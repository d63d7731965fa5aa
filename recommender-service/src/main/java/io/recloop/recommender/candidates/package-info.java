/// Generates the best items for a user from the model, and falls back where the model has too little to say.
@NullMarked
package io.recloop.recommender.candidates;

import org.jspecify.annotations.NullMarked;
