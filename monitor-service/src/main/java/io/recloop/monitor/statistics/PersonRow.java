package io.recloop.monitor.statistics;

/// What one person did with one item in a window.
///
/// @param person   a hash: drift needs to know that it is the same person, not who
/// @param rating   as text, `4.0`; empty where there is none
/// @param positive whether it is positive feedback, by the rule of training
/// @param count    how often
public record PersonRow(long person, String item, String action, String rating, boolean positive, long count) {}
