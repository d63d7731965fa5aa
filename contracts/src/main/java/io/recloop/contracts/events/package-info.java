/// The events on the topics: sealed, validated records; JSON with a `type`, in CloudEvents binary mode.
@NullMarked
package io.recloop.contracts.events;

import org.jspecify.annotations.NullMarked;
