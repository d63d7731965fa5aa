package io.recloop.simulator.live;

import java.time.Duration;
import java.util.List;

/// What happens to the shop while visitors come.
public sealed interface Scenario {
    /// Nothing but the usual coming and going.
    record Steady() implements Scenario {}

    /// At one moment people like other things under the same names; what was learned of the items no longer holds.
    ///
    /// @param at    since the beginning
    /// @param share of the items, over 0 to 1
    record TasteShift(Duration at, double share) implements Scenario {
        public TasteShift {
            within(share, 1);
        }
    }

    /// At one moment a share of the shelf is sold out and as many new items take its place.
    ///
    /// @param at    since the beginning
    /// @param share of the items, over 0 to 0.9
    record NewCatalogue(Duration at, double share) implements Scenario {
        public NewCatalogue {
            within(share, 0.9);
        }
    }

    List<String> NAMES = List.of("steady", "taste-shift", "new-catalogue");

    /// @param at ignored by `steady`
    /// @throws IllegalArgumentException naming the known ones
    static Scenario named(String name, Duration at) {
        return switch (name) {
            case "steady" -> new Steady();
            case "taste-shift" -> new TasteShift(at, 0.8);
            case "new-catalogue" -> new NewCatalogue(at, 0.5);
            default -> throw new IllegalArgumentException("scenario must be one of " + String.join(", ", NAMES));
        };
    }

    default String name() {
        return switch (this) {
            case Steady() -> "steady";
            case TasteShift(var at, var share) -> "taste-shift";
            case NewCatalogue(var at, var share) -> "new-catalogue";
        };
    }

    private static void within(double share, double most) {
        if (!(share > 0 && share <= most)) {
            throw new IllegalArgumentException("share must be over 0 and at most %s, was %s".formatted(most, share));
        }
    }
}
