/// Events on their way out: written with the effect that caused them, sent until acknowledged.
@NullMarked
package io.recloop.monitor.outbox;

import org.jspecify.annotations.NullMarked;
