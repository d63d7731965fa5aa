package io.recloop.local.supervision;

import java.util.List;

/// Components that start together, once everything before them is ready.
///
/// @param afterwards done when all of them are ready, before the next stage
record Stage(List<Component> components, Runnable afterwards) {
    Stage {
        components = List.copyOf(components);
    }
}
