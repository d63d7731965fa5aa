/// What the replicas of the recommender say they serve.
@NullMarked
package io.recloop.training.registry.replicas;

import org.jspecify.annotations.NullMarked;
