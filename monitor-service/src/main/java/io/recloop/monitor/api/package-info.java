/// HTTP, read only; alert rules have theirs beside them.
@NullMarked
package io.recloop.monitor.api;

import org.jspecify.annotations.NullMarked;
