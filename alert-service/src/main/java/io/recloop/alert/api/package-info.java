/// Incidents over HTTP.
@NullMarked
package io.recloop.alert.api;

import org.jspecify.annotations.NullMarked;
