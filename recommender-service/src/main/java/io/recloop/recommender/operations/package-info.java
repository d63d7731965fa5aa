/// What operators look at: the model, statistics, caches, readiness, and the description of the API.
@NullMarked
package io.recloop.recommender.operations;

import org.jspecify.annotations.NullMarked;
