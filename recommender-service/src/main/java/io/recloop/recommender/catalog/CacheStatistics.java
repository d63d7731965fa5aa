package io.recloop.recommender.catalog;

/// How a cache does.
///
/// @param bytes that the entries take; 0 where that is not known
public record CacheStatistics(int size, int capacity, long hits, long misses, long bytes) {}
