/// Reads topics from offsets that the reader's owner keeps beside the effect.
@NullMarked
package io.recloop.kit.reading;

import org.jspecify.annotations.NullMarked;
