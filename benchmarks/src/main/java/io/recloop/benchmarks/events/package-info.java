/// What an event costs on its way to a record.
@NullMarked
package io.recloop.benchmarks.events;

import org.jspecify.annotations.NullMarked;
