/// Alerts that arrive over HTTP: kept, merged with what is known of the same labels, and applied as events.
@NullMarked
package io.recloop.alert.posted;

import org.jspecify.annotations.NullMarked;
