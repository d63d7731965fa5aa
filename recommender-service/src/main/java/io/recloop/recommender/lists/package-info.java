/// Builds the list that is shown: candidates re-ranked by rules, weights, diversity and exploration.
@NullMarked
package io.recloop.recommender.lists;

import org.jspecify.annotations.NullMarked;
