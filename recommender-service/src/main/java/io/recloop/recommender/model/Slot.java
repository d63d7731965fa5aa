package io.recloop.recommender.model;

/// A tenant's place among the models.
sealed interface Slot permits LeasedModel, EvictedModel {
    Serving serving();
}
