/// Why an incident is not notified of now: maintenance, silences, inhibition, mute times.
@NullMarked
package io.recloop.alert.suppression;

import org.jspecify.annotations.NullMarked;
