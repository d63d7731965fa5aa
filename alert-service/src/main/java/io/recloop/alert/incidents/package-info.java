/// Troubles, their episodes, and what is known of each.
@NullMarked
package io.recloop.alert.incidents;

import org.jspecify.annotations.NullMarked;
