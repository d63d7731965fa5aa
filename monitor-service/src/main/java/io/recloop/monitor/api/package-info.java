/// HTTP: read only.
@NullMarked
package io.recloop.monitor.api;

import org.jspecify.annotations.NullMarked;
