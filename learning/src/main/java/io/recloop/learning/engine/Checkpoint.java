package io.recloop.learning.engine;

import java.util.Map;

/// All state of a training after an iteration: going on from it gives what never having stopped would have given.
///
/// @param iteration the last one finished, from 1
/// @param numbers   by name
/// @param arrays    by name; shared with the training, to be written out before it goes on
public record Checkpoint(int iteration, Map<String, Double> numbers, Map<String, float[]> arrays) {}
