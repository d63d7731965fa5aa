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
/// @param heldOut          pairs that the candidate is judged on
/// @param evaluableUsers   with something held out and enough positives before
/// @param usersWithoutPast had a positive in the slice and not enough before it; nobody is judged on them
public record DatasetCounts(
        long records,
        long duplicates,
        long events,
        long pairs,
        long positives,
        long users,
        long trainableUsers,
        long items,
        long heldOut,
        long evaluableUsers,
        long usersWithoutPast) {}
