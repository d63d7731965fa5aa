/// Answers one user or many, records what was shown, and replays queries to warm up the next model.
@NullMarked
package io.recloop.recommender.recommendations;

import org.jspecify.annotations.NullMarked;
