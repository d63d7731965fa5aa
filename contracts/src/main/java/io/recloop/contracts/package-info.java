/// What crosses a wire: the topics, the events on them, and the model bundle.
///
/// No framework, no service logic; Jackson is the only library. Everything here is immutable and thread-safe.
@NullMarked
package io.recloop.contracts;

import org.jspecify.annotations.NullMarked;
