package io.recloop.learning.evaluation;

import static java.util.Objects.checkIndex;

import io.recloop.numerics.kernels.TopK;
import java.util.Arrays;

/// The list of each of some users, best first. Immutable once it is handed out.
public final class TopLists {
    private static final int NOTHING = -1;

    private final int k;
    private final int[] users;
    private final int[] items;

    /// Every list empty; each slot is then [#set] by one thread alone.
    TopLists(int k, int[] users) {
        this.k = k;
        this.users = users;
        this.items = new int[Math.multiplyExact(k, users.length)];
        Arrays.fill(items, NOTHING);
    }

    void set(int slot, TopK best) {
        for (int place = 0; place < best.size(); place++) {
            items[slot * k + place] = best.item(place);
        }
    }

    /// The longest that a list can be.
    public int k() {
        return k;
    }

    /// How many lists.
    public int slots() {
        return users.length;
    }

    /// Rows of the users, slot after slot.
    public int[] users() {
        return users.clone();
    }

    /// How long the list of this slot is, at most `k`.
    public int size(int slot) {
        int size = 0;
        while (size < k && items[slot * k + size] != NOTHING) {
            size++;
        }
        return size;
    }

    /// @param place below the list's size
    public int item(int slot, int place) {
        return items[slot * k + checkIndex(place, k)];
    }

    /// Mean over the lists of the share of places, up to `length`, whose item is not in the other's list.
    ///
    /// @throws IllegalArgumentException where the lists are not of the same users
    public double churn(TopLists other, int length) {
        if (!Arrays.equals(users, other.users)) {
            throw new IllegalArgumentException("the lists are not of the same users");
        }
        double total = 0;
        for (int slot = 0; slot < users.length; slot++) {
            int size = Math.min(length, size(slot));
            int before = Math.min(length, other.size(slot));
            int kept = 0;
            for (int place = 0; place < size; place++) {
                kept += other.holds(slot, item(slot, place), before) ? 1 : 0;
            }
            total += size == 0 ? (before == 0 ? 0 : 1) : 1 - (double) kept / size;
        }
        return users.length == 0 ? 0 : total / users.length;
    }

    /// Whether the item is in the first `length` places of the slot's list.
    boolean holds(int slot, int item, int length) {
        for (int place = 0; place < Math.min(length, k); place++) {
            if (items[slot * k + place] == item) {
                return true;
            }
        }
        return false;
    }
}
