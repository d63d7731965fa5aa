/// Reads topics from offsets that the reader's owner keeps beside the effect.
@NullMarked
package io.recloop.training.topics;

import org.jspecify.annotations.NullMarked;
