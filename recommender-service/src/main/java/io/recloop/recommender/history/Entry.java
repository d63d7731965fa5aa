package io.recloop.recommender.history;

import io.recloop.recommender.ranking.Touch;

/// An interaction and where it lies in the topic, which tells which models have it already.
record Entry(int partition, long offset, Touch touch) {
    boolean isAt(int otherPartition, long otherOffset) {
        return partition == otherPartition && offset == otherOffset;
    }
}
