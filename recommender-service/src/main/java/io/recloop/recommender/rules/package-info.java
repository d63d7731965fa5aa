/// What operators want of every list: the topic `rules` in memory, compiled against the model that serves.
@NullMarked
package io.recloop.recommender.rules;

import org.jspecify.annotations.NullMarked;
