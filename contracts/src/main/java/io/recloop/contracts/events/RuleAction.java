package io.recloop.contracts.events;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;

/// What a rule does with the items that it is about.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = RuleAction.Hide.class, name = "hide"),
    @JsonSubTypes.Type(value = RuleAction.Boost.class, name = "boost"),
    @JsonSubTypes.Type(value = RuleAction.Bury.class, name = "bury"),
    @JsonSubTypes.Type(value = RuleAction.Pin.class, name = "pin"),
    @JsonSubTypes.Type(value = RuleAction.Cap.class, name = "cap")
})
public sealed interface RuleAction {
    /// They are not shown. Nothing overrules this.
    record Hide() implements RuleAction {}

    /// They move up: 10 is worth the distance from the weakest candidate to the strongest, other factors their
    /// logarithm.
    ///
    /// @param factor above 1, at most 1000
    record Boost(double factor) implements RuleAction {
        public Boost {
            if (!(factor > 1 && factor <= 1_000)) {
                throw new IllegalArgumentException("action.factor of boost must be above 1 and at most 1000");
            }
        }
    }

    /// They move down in the same way.
    ///
    /// @param factor from 0, which is below all others, to below 1
    record Bury(double factor) implements RuleAction {
        public Bury {
            if (!(factor >= 0 && factor < 1)) {
                throw new IllegalArgumentException("action.factor of bury must be at least 0 and below 1");
            }
        }
    }

    /// The items that the condition names, in their order, at this position and those after it.
    ///
    /// @param position from 1 to 100
    record Pin(int position) implements RuleAction {
        public Pin {
            Fields.within("action.position", position, 1, 100);
        }
    }

    /// At most this number of one category or brand in a list.
    ///
    /// @param most from 1 to 100
    record Cap(Group by, int most) implements RuleAction {
        public Cap {
            Fields.required("action.by", by);
            Fields.within("action.most", most, 1, 100);
        }
    }

    /// What is counted by.
    enum Group {
        /// An item of several categories counts in each.
        CATEGORY("category"),
        BRAND("brand");

        private final String code;

        Group(String code) {
            this.code = code;
        }

        @JsonValue
        public String code() {
            return code;
        }
    }
}
