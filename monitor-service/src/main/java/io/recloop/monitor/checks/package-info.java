/// What a window is compared by: each check measures a window against a reference.
@NullMarked
package io.recloop.monitor.checks;

import org.jspecify.annotations.NullMarked;
