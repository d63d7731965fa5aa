package io.recloop.training.dataset;

import java.time.Instant;

/// The newest part of the data, which the candidate has not seen and is judged on.
///
/// @param after            interactions after this are in the slice
/// @param incumbentHasSeen whether the incumbent was trained on some of it, which favours the incumbent
/// @param explanation      one sentence for a person: why it begins there
public record Slice(Instant after, boolean incumbentHasSeen, String explanation) {}
