package io.recloop.alert.delivery;

import io.recloop.alert.channels.Channel;
import io.recloop.alert.routing.ChannelType;

/// A channel with its limits.
record DeliveryTarget(Channel channel, ChannelType type, ChannelLimits limits) {
    String name() {
        return channel.name();
    }
}
