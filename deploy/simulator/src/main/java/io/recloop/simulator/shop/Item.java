package io.recloop.simulator.shop;

import java.math.BigDecimal;

/// @param index from 0, in the order of arrival
public record Item(int index, String name, String category, String brand, BigDecimal price, String description) {
    /// What the topics call it.
    public String id() {
        return id(index);
    }

    public static String id(int index) {
        return "item-%05d".formatted(index + 1);
    }
}
