/// What users did since the model was trained, from the tail of `interactions`.
@NullMarked
package io.recloop.recommender.history;

import org.jspecify.annotations.NullMarked;
