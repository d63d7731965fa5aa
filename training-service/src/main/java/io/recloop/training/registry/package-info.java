/// What PostgreSQL remembers of models: how they were judged, deployed, and by whom. Runs, datasets, searches and
// replicas
/// have packages of their own.
@NullMarked
package io.recloop.training.registry;

import org.jspecify.annotations.NullMarked;
