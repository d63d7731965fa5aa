package io.recloop.training.publication;

/// The highest generation that was ever announced for a tenant, whatever the registry remembers.
@FunctionalInterface
public interface GenerationFloor {
    /// 0 where nothing was announced.
    long of(String tenant);
}
