package io.recloop.alert.delivery;

import java.time.Duration;

record FixedDelivery(
        Duration lease,
        Duration poll,
        Duration firstRetry,
        Duration maxRetry,
        Duration maxRetryAfter,
        Duration giveUpAfter,
        int refusals,
        Duration firstRefusalRetry,
        Duration maxRefusalRetry)
        implements DeliveryConfig {
    static final FixedDelivery DEFAULTS = new FixedDelivery(
            Duration.ofSeconds(60),
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            Duration.ofMinutes(5),
            Duration.ofHours(1),
            Duration.ofDays(1),
            5,
            Duration.ofMinutes(1),
            Duration.ofMinutes(30));
}
