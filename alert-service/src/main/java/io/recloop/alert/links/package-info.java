/// Signed links and callbacks by which a message's reader acknowledges.
@NullMarked
package io.recloop.alert.links;

import org.jspecify.annotations.NullMarked;
