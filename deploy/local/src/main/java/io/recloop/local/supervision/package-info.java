/// Starts, watches, restarts and stops the processes of a stack.
@NullMarked
package io.recloop.local.supervision;

import org.jspecify.annotations.NullMarked;
