/// How this service reaches Kafka and where it keeps its files.
@NullMarked
package io.recloop.training.wire;

import org.jspecify.annotations.NullMarked;
