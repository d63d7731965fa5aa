/// Files of interactions and items become events.
@NullMarked
package io.recloop.local.importing;

import org.jspecify.annotations.NullMarked;
