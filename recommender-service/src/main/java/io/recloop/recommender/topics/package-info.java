/// The service's door to Kafka: following a topic from any offset, and sending with an acknowledgement.
@NullMarked
package io.recloop.recommender.topics;

import org.jspecify.annotations.NullMarked;
