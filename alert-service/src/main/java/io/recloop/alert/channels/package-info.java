/// The channels that notifications are sent to.
@NullMarked
package io.recloop.alert.channels;

import org.jspecify.annotations.NullMarked;
