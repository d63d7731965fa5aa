/// Jobs, slots, runs and remediations over HTTP.
@NullMarked
package io.recloop.scheduler.api;

import org.jspecify.annotations.NullMarked;
