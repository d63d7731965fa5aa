/// The simulated shop on a running stack.
@NullMarked
package io.recloop.local.simulate;

import org.jspecify.annotations.NullMarked;
