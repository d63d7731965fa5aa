/// Kafka clients, readers and the letters that could not be read.
@NullMarked
package io.recloop.scheduler.topics;

import org.jspecify.annotations.NullMarked;
