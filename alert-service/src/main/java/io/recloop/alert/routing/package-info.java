/// Which channels there are, and which of them are notified of what.
@NullMarked
package io.recloop.alert.routing;

import org.jspecify.annotations.NullMarked;
