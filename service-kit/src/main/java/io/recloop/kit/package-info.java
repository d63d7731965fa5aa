/// What the five services do alike, and none of them owns.
///
/// - **http**   problem documents (RFC 9457) and who calls
/// - **topics** the names, codec, dead letters and senders of SmallRye channels
/// - **reading** topics read from offsets that are kept beside the effect
/// - **outbox** events written in the transaction of their cause, relayed until the broker has them
/// - **alarms** an alert raised and resolved once, remembered, with ids made from causes
/// - **config** the clock, the shared defaults, and old names of configuration keys
///
/// No word of the recommender's domain is in it; a test says so.
@NullMarked
package io.recloop.kit;

import org.jspecify.annotations.NullMarked;
