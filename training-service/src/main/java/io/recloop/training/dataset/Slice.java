package io.recloop.training.dataset;

import java.time.Instant;

/// What is held out: the candidate has not seen it and is judged on it. See [Split].
///
/// @param begins           when the oldest of it happened
/// @param incumbentHasSeen whether the incumbent was trained on some of it, which favours the incumbent
/// @param explanation      one sentence for a person: what it is
public record Slice(Instant begins, boolean incumbentHasSeen, String explanation) {}
