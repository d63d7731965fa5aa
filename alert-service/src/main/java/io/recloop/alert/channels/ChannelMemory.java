package io.recloop.alert.channels;

import jakarta.inject.Singleton;

/// What channels remember in the database between attempts.
@Singleton
public class ChannelMemory {
    private final MessageReferences messages;
    private final RecipientDeliveries recipients;

    ChannelMemory(MessageReferences messages, RecipientDeliveries recipients) {
        this.messages = messages;
        this.recipients = recipients;
    }

    MessageReferences messages() {
        return messages;
    }

    RecipientDeliveries recipients() {
        return recipients;
    }
}
