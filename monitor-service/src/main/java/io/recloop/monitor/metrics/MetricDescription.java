package io.recloop.monitor.metrics;

/// @param name     as rules and addresses have it
/// @param unit     `ms`, `s`, `share`, `1`, …
/// @param meaning  one sentence
/// @param counted  what its observations are: `people`, `answers`, …
/// @param minimum  with fewer observations than this it is not measured, unless a rule says otherwise
/// @param segments whether it can be had of one segment
public record MetricDescription(
        String name, String unit, String meaning, String counted, long minimum, boolean segments) {}
