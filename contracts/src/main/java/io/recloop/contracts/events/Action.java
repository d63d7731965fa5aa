package io.recloop.contracts.events;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.stream.Collectors;

/// What a user did with an item. The wire code is part of the contract; the order of the constants is not.
public enum Action {
    VIEW("view"),
    CLICK("click"),
    ADD_TO_CART("add_to_cart"),
    PURCHASE("purchase"),
    LIKE("like"),
    DISLIKE("dislike"),
    /// Carries a `rating`.
    RATING("rating");

    private final String code;

    Action(String code) {
        this.code = code;
    }

    @JsonValue
    public String code() {
        return code;
    }

    /// @throws IllegalArgumentException naming the known codes
    public static Action of(String code) {
        for (Action action : values()) {
            if (action.code.equals(code)) {
                return action;
            }
        }
        throw new IllegalArgumentException("action must be one of "
                + Arrays.stream(values()).map(Action::code).collect(Collectors.joining(", ")));
    }
}
