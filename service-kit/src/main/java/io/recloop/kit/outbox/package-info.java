/// Events written in the transaction of what caused them, and sent until the broker has acknowledged them.
@NullMarked
package io.recloop.kit.outbox;

import org.jspecify.annotations.NullMarked;
