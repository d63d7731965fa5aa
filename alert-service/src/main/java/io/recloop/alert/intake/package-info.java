/// From the topic `alerts` to one effect for each event; what is not an alert goes to the dead letters.
@NullMarked
package io.recloop.alert.intake;

import org.jspecify.annotations.NullMarked;
