package io.recloop.kit.topics;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/// The records of a topic that have a dead letter already, for a channel that reads them again at every start.
public interface KnownRefusals {
    /// Of a channel that goes on where it ended.
    KnownRefusals NONE = new KnownRefusals() {
        @Override
        public boolean isKnown(ConsumerRecord<byte[], Received> record) {
            return false;
        }

        @Override
        public void add(ConsumerRecord<byte[], Received> record) {}
    };

    boolean isKnown(ConsumerRecord<byte[], Received> record);

    /// The broker has the record's dead letter.
    void add(ConsumerRecord<byte[], Received> record);
}
