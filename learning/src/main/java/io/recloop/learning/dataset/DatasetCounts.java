package io.recloop.learning.dataset;

/// What went in and what came out.
///
/// @param records        rows of the lake for the tenant
/// @param refused        of them were not valid; [DatasetStatistics] says why
/// @param duplicates     of the valid ones had an event id that was there already
/// @param events         records less refused and duplicates
/// @param pairs          distinct (user, item)
/// @param positives      pairs whose last word is yes
/// @param disliked       pairs that are hard negatives
/// @param users          with any interaction
/// @param trainableUsers with enough interactions and positives
/// @param newlyTrainable of them were not in the dataset before this one; all, where there is none
/// @param items          with any interaction, or in the catalogue
/// @param unexposed      of them nobody had yet
/// @param heldOut        pairs that the candidate is judged on
public record DatasetCounts(
        long records,
        long refused,
        long duplicates,
        long events,
        long pairs,
        long positives,
        long disliked,
        long users,
        long trainableUsers,
        long newlyTrainable,
        long items,
        long unexposed,
        long heldOut) {}
