/// What PostgreSQL remembers: models, deployments, runs, and what each replica serves.
@NullMarked
package io.recloop.training.registry;

import org.jspecify.annotations.NullMarked;
