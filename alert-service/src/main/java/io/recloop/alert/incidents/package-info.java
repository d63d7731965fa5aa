/// Alert groups, their episodes (incidents), and what is known of each.
@NullMarked
package io.recloop.alert.incidents;

import org.jspecify.annotations.NullMarked;
