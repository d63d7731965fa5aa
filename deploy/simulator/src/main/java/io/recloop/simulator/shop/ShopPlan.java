package io.recloop.simulator.shop;

/// What kind of shop to simulate. Everything else follows from it and its seed.
///
/// @param users         visitors known when the shop opens, at least 1
/// @param items         items on the shelf when the shop opens, at least 20
/// @param tasteGroups   how many kinds of taste there are; categories are dealt out over them
/// @param zipfExponent  s ≥ 0: the item of popularity rank r draws attention in proportion to r^-s
/// @param lateShare     share of users and items that are not there at the opening but come during the history
public record ShopPlan(
        long seed, String tenant, int users, int items, int tasteGroups, double zipfExponent, double lateShare) {
    public static final int MAX_USERS = 1_000_000;
    public static final int MAX_ITEMS = 100_000;

    public ShopPlan {
        within("users", users, 1, MAX_USERS);
        within("items", items, 20, MAX_ITEMS);
        within("tasteGroups", tasteGroups, 2, 64);
        if (!(zipfExponent >= 0 && zipfExponent <= 3)) {
            throw new IllegalArgumentException("zipfExponent must be from 0 to 3, was " + zipfExponent);
        }
        if (!(lateShare >= 0 && lateShare <= 0.5)) {
            throw new IllegalArgumentException("lateShare must be from 0 to 0.5, was " + lateShare);
        }
    }

    /// A beauty shop with twelve tastes, Zipf exponent 0.9 and a tenth of the people and goods arriving late.
    public static ShopPlan of(long seed, int users, int items) {
        return new ShopPlan(seed, "default", users, items, 12, 0.9, 0.1);
    }

    public ShopPlan forTenant(String other) {
        return new ShopPlan(seed, other, users, items, tasteGroups, zipfExponent, lateShare);
    }

    private static void within(String field, int value, int low, int high) {
        if (value < low || value > high) {
            throw new IllegalArgumentException("%s must be from %d to %d, was %d".formatted(field, low, high, value));
        }
    }
}
