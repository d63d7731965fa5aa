/// The notifications of the channels: queued in the transaction of its cause, leased by the workers that deliver it.
@NullMarked
package io.recloop.alert.notifications;

import org.jspecify.annotations.NullMarked;
