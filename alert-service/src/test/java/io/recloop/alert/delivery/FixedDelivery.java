package io.recloop.alert.delivery;

import io.smallrye.config.SmallRyeConfigBuilder;

/// The settings as they are without configuration.
final class FixedDelivery {
    static final DeliveryConfig DEFAULTS = new SmallRyeConfigBuilder()
            .addDiscoveredConverters()
            .withMapping(DeliveryConfig.class)
            .build()
            .getConfigMapping(DeliveryConfig.class);

    private FixedDelivery() {}
}
