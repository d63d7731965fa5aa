package io.recloop.training.parquet;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// Numbers texts in the order in which they first come. It stays small enough for a processor's cache: looking texts up
/// in a larger one costs more than writing them in full.
final class Dictionary {
    private static final int MAX_ENTRIES = 1 << 12;
    private static final int MAX_CHARACTERS = 1 << 18;

    private final List<String> entries = new ArrayList<>();
    /// Number + 1 of the entry, 0 where the slot is free; at most half of the slots are taken.
    private int[] slots = new int[1 << 8];

    private int characters;

    int size() {
        return entries.size();
    }

    List<String> entries() {
        return Collections.unmodifiableList(entries);
    }

    /// -1 where the text is new and the dictionary is full.
    int number(String text) {
        int slot = slot(text);
        if (slots[slot] > 0) {
            return slots[slot] - 1;
        }
        if (entries.size() == MAX_ENTRIES || characters + text.length() > MAX_CHARACTERS) {
            return -1;
        }
        entries.add(text);
        characters += text.length();
        slots[slot] = entries.size();
        if (entries.size() * 2 > slots.length) {
            grow();
        }
        return entries.size() - 1;
    }

    /// The slot of the text, or the free one where it would be.
    private int slot(String text) {
        int mask = slots.length - 1;
        int hash = text.hashCode() * 0x9E37_79B9;
        int slot = (hash ^ hash >>> 16) & mask;
        while (slots[slot] > 0 && !entries.get(slots[slot] - 1).equals(text)) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    private void grow() {
        slots = new int[slots.length * 2];
        for (int i = 0; i < entries.size(); i++) {
            slots[slot(entries.get(i))] = i + 1;
        }
    }
}
