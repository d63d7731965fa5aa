/// SmallRye channels: names of topics, the codec, dead letters, senders, and what applies an event until it has
/// taken effect.
@NullMarked
package io.recloop.kit.topics;

import org.jspecify.annotations.NullMarked;
