package io.recloop.recommender.history;

import io.recloop.recommender.ranking.Interaction;

/// An interaction and where it lies in the topic, which tells which models have it already.
record HistoryEntry(int partition, long offset, Interaction interaction) {
    boolean isAt(int otherPartition, long otherOffset) {
        return partition == otherPartition && offset == otherOffset;
    }
}
