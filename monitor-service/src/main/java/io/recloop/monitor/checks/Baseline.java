package io.recloop.monitor.checks;

import io.recloop.contracts.bundle.Profile;
import org.jspecify.annotations.Nullable;

/// What a window is compared with.
///
/// @param name    tells one baseline from another: a verdict's persistence is counted against one
/// @param profile of the shapes
/// @param volume  null where what is known of the volume is history
public record Baseline(String name, Profile profile, Profile.@Nullable Volume volume) {}
