/// The clock, and old names of configuration keys.
@NullMarked
package io.recloop.kit.config;

import org.jspecify.annotations.NullMarked;
