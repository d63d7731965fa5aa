/// The commands.
@NullMarked
package io.recloop.local.cli;

import org.jspecify.annotations.NullMarked;
