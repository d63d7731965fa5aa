package io.recloop.training.parquet;

import java.util.Arrays;

/// Which rows of a page have a value: Parquet's definition levels of a flat column.
final class Presence {
    private int[] levels = new int[1024];
    private int rows;
    private int present;

    void add(boolean there) {
        if (rows == levels.length) {
            levels = Arrays.copyOf(levels, rows * 2);
        }
        if (there) {
            levels[rows] = 1;
            present++;
        } else {
            levels[rows] = 0;
        }
        rows++;
    }

    int rows() {
        return rows;
    }

    int absent() {
        return rows - present;
    }

    void write(Bytes to) {
        var runs = new Bytes(rows / 8 + 16);
        Runs.write(runs, levels, rows, 1);
        to.addInt(runs.size());
        to.addAll(runs);
    }

    void clear() {
        rows = 0;
        present = 0;
    }
}
