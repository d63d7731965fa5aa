package io.recloop.monitor.statistics;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/// Which values are counted together.
///
/// @param cellOf value to cell; every value of the baseline and of the window is there
/// @param size   number of cells
public record Cells(Map<String, Integer> cellOf, int size) {
    /// Chi-square needs about this many expected observations in each cell (Cochran 1954).
    private static final double COCHRAN = 5;

    private static final int MOST = 200;

    /// A cell for each level; levels of which the window can expect fewer than five are counted with their neighbour,
    /// and neighbours share a cell where there would be more than [#MOST]: the design effect needs their square.
    public static Cells ofLevels(Map<String, Long> baseline, Map<String, Long> current) {
        var levels = new TreeSet<>(baseline.keySet());
        levels.addAll(current.keySet());
        double all = total(baseline) + total(current);
        double n = total(current);
        double enough = levels.size() <= MOST ? COCHRAN : Math.max(COCHRAN, n / MOST);
        var cellOf = new HashMap<String, Integer>();
        int cell = 0;
        double expected = 0;
        for (var level : levels) {
            if (expected >= enough) {
                cell++;
                expected = 0;
            }
            cellOf.put(level, cell);
            expected += n * (baseline.getOrDefault(level, 0L) + current.getOrDefault(level, 0L)) / all;
        }
        if (expected < COCHRAN && cell > 0) {
            int last = cell;
            cellOf.replaceAll((level, at) -> at == last ? last - 1 : at);
            cell--;
        }
        return new Cells(Map.copyOf(cellOf), cell + 1);
    }

    /// Popular items alone, less popular ones in groups of neighbours, each cell of about the same share; what the
    /// baseline does not know is the last cell.
    ///
    /// There are so few cells that the total variation of chance alone, about `0.4·√(cells/n)`, stays below
    /// half of the effect that matters: a finer view would measure noise.
    ///
    /// @param n observations in the window
    public static Cells ofItems(Map<String, Long> baseline, Map<String, Long> current, double n, double effectFloor) {
        int wanted = (int) Math.clamp(n * (effectFloor / 0.8) * (effectFloor / 0.8), 2, MOST);
        var ranked = new ArrayList<>(baseline.entrySet());
        ranked.sort(Comparator.comparing((Map.Entry<String, Long> entry) -> -entry.getValue())
                .thenComparing(Map.Entry::getKey));
        double share = total(baseline) / wanted;
        var cellOf = new HashMap<String, Integer>(ranked.size() * 2);
        int cell = 0;
        double held = 0;
        for (var entry : ranked) {
            if (held >= share) {
                cell++;
                held = 0;
            }
            cellOf.put(entry.getKey(), cell);
            held += entry.getValue();
        }
        int unknown = cell + 1;
        current.keySet().forEach(item -> cellOf.putIfAbsent(item, unknown));
        return new Cells(cellOf, unknown + 1);
    }

    public double[] count(Map<String, Long> values) {
        var counts = new double[size];
        values.forEach((value, count) -> {
            var cell = cellOf.get(value);
            if (cell != null) {
                counts[cell] += count;
            }
        });
        return counts;
    }

    public static double total(Map<String, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    /// The values of both sides in one order, the baseline's greatest first.
    public static List<String> ranked(Map<String, Long> baseline, Map<String, Long> current) {
        var all = new TreeMap<>(baseline);
        current.keySet().forEach(value -> all.putIfAbsent(value, 0L));
        return all.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .map(Map.Entry::getKey)
                .toList();
    }
}
