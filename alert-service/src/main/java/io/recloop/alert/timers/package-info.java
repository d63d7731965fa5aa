/// What becomes due by itself, kept in the database so that it outlives a restart.
@NullMarked
package io.recloop.alert.timers;

import org.jspecify.annotations.NullMarked;
