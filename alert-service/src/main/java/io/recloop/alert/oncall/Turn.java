package io.recloop.alert.oncall;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Who is on call at a moment.
///
/// @param person   nobody in a gap
/// @param channels that are notified: the person's, or the rotation's fallback
/// @param because  `rotation`, `override` or what makes it a gap
public record Turn(String rotation, Instant at, Optional<String> person, List<String> channels, String because) {
    public boolean isGap() {
        return person.isEmpty();
    }
}
