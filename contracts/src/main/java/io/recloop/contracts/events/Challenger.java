package io.recloop.contracts.events;

import io.recloop.contracts.bundle.ModelId;

/// A second model that answers a share of the users beside the one that is published, so that the two can be compared
/// on what users do.
///
/// @param manifestSha256 of the bundle's `manifest.json`
/// @param share          of the users, above 0 and below 1
/// @param salt           hashed with the user's id to say which model answers them; another salt draws other users
public record Challenger(String modelId, String manifestSha256, double share, String salt) {
    public Challenger {
        ModelId.check(modelId);
        Fields.sha256("challenger.manifestSha256", manifestSha256);
        if (!(share > 0 && share < 1)) {
            throw new IllegalArgumentException("challenger.share must be above 0 and below 1, was " + share);
        }
        Fields.id("challenger.salt", salt);
    }
}
