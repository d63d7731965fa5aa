/// Talks to the services of a running stack.
@NullMarked
package io.recloop.local.client;

import org.jspecify.annotations.NullMarked;
