/// Which channels are notified of an incident, decided and stored before anything is sent.
@NullMarked
package io.recloop.alert.routing;

import org.jspecify.annotations.NullMarked;
