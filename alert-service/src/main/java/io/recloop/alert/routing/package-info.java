/// Who shall be told of what, written down before anybody is told.
@NullMarked
package io.recloop.alert.routing;

import org.jspecify.annotations.NullMarked;
