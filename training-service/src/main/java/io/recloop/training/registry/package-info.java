/// What PostgreSQL remembers of models: how they were judged and deployed, and by whom. Runs, datasets, searches for
/// settings and the replicas of the recommender have packages of their own.
@NullMarked
package io.recloop.training.registry;

import org.jspecify.annotations.NullMarked;
