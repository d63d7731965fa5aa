package io.recloop.alert.delivery;

import io.recloop.alert.channels.ChannelFactory;
import io.recloop.alert.channels.LogChannel;
import io.recloop.alert.routing.ChannelType;
import io.recloop.alert.routing.ConfiguredChannels;
import io.recloop.alert.routing.Routes;
import io.recloop.alert.routing.RoutingConfig;
import jakarta.inject.Singleton;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/// Every channel there is, with its limits. A wrong setting stops the start.
@Singleton
class DeliveryTargets {
    private final SortedMap<String, DeliveryTarget> byName;

    DeliveryTargets(ChannelFactory factory, RoutingConfig routing, DeliveryConfig config) {
        var all = new TreeMap<String, DeliveryTarget>();
        all.put(Routes.LOG, new DeliveryTarget(new LogChannel(Routes.LOG), ChannelType.LOG, ChannelLimits.OF_LOG));
        ConfiguredChannels.of(routing).forEach((name, channel) -> {
            if (channel.timeout().compareTo(config.lease()) >= 0) {
                throw new IllegalArgumentException(
                        "recloop.alert.channels.%s.timeout must be shorter than recloop.alert.delivery.lease"
                                .formatted(name));
            }
            all.put(
                    name,
                    new DeliveryTarget(factory.create(name, channel), channel.type(), ChannelLimits.of(name, channel)));
        });
        all.values().forEach(target -> {
            if (!all.containsKey(target.limits().fallback())) {
                throw new IllegalArgumentException("recloop.alert.channels.%s.fallback: there is no channel %s"
                        .formatted(target.name(), target.limits().fallback()));
            }
        });
        byName = Collections.unmodifiableSortedMap(all);
    }

    SortedMap<String, DeliveryTarget> byName() {
        return byName;
    }
}
