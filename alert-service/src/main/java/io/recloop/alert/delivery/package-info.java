/// Tells the channels: leases, attempts, retries, dead letters and the fallback.
@NullMarked
package io.recloop.alert.delivery;

import org.jspecify.annotations.NullMarked;
