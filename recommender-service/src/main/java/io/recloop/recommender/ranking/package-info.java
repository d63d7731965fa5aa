/// From a model and a user's history to a list. Pure: no framework, no clock, no I/O.
@NullMarked
package io.recloop.recommender.ranking;

import org.jspecify.annotations.NullMarked;
