package io.recloop.training.dataset;

/// What went in and what came out.
///
/// @param records          rows of the lake for the tenant
/// @param duplicates       of them had an event id that was there already
/// @param events           records less duplicates
/// @param pairs            distinct (user, item)
/// @param positives        pairs whose last word is yes
/// @param users            with any interaction
/// @param trainableUsers   with enough positives
/// @param items            with any interaction
/// @param heldOut        pairs that the candidate is judged on, one a user
public record DatasetCounts(
        long records,
        long duplicates,
        long events,
        long pairs,
        long positives,
        long users,
        long trainableUsers,
        long items,
        long heldOut) {}
