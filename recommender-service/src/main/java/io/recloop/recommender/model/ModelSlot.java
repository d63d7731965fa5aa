package io.recloop.recommender.model;

/// A tenant's place among the models.
sealed interface ModelSlot permits LeasedModel, EvictedModel {
    ServingState serving();
}
