package io.recloop.monitor.statistics;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToIntFunction;

/// How much less a sample says than the same number of independent observations would: one person's
/// interactions resemble each other.
///
/// Source: Rao, Scott, *On Chi-Squared Tests for Multiway Contingency Tables with Cell Proportions Estimated
/// from Survey Data*, Annals of Statistics 1984: `X²/(δ(1 + a²))` is close to chi-square with `ν/(1 + a²)`
/// degrees of freedom. People are the clusters; the covariance is the between-people one, so nothing is assumed
/// of how a person behaves.
///
/// @param delta     mean δ of the generalised design effects, at least 1
/// @param variation squared coefficient of variation a² of them, at least 0
public record DesignEffect(double delta, double variation) {
    public static final DesignEffect NONE = new DesignEffect(1, 0);

    /// @param rows  grouped by person
    /// @param cell  of a row, negative where the row does not count
    /// @param cells number of cells
    public static DesignEffect of(List<PersonRow> rows, ToIntFunction<PersonRow> cell, int cells) {
        var sums = new Sums(cells);
        long person = 0;
        boolean any = false;
        for (var row : rows) {
            int at = cell.applyAsInt(row);
            if (at < 0) {
                continue;
            }
            if (any && row.person() != person) {
                sums.closePerson();
            }
            person = row.person();
            any = true;
            sums.add(at, row.count());
        }
        sums.closePerson();
        return sums.result();
    }

    public double effective(double observations) {
        return observations / delta;
    }

    /// Cell by cell sums over people of products of their counts.
    private static final class Sums {
        private final int cells;
        private final double[] products;
        private final double[] withSize;
        private final double[] counts;
        private final double[] own;
        private final int[] touched;
        private int touchedCells;
        private double squaredSizes;
        private int people;

        Sums(int cells) {
            this.cells = cells;
            this.products = new double[cells * cells];
            this.withSize = new double[cells];
            this.counts = new double[cells];
            this.own = new double[cells];
            this.touched = new int[cells];
        }

        void add(int cell, long count) {
            if (own[cell] == 0) {
                touched[touchedCells++] = cell;
            }
            own[cell] += count;
        }

        void closePerson() {
            if (touchedCells == 0) {
                return;
            }
            double size = 0;
            for (int i = 0; i < touchedCells; i++) {
                size += own[touched[i]];
            }
            for (int i = 0; i < touchedCells; i++) {
                int j = touched[i];
                counts[j] += own[j];
                withSize[j] += own[j] * size;
                for (int l = 0; l < touchedCells; l++) {
                    products[j * cells + touched[l]] += own[j] * own[touched[l]];
                }
            }
            squaredSizes += size * size;
            people++;
            for (int i = 0; i < touchedCells; i++) {
                own[touched[i]] = 0;
            }
            touchedCells = 0;
        }

        DesignEffect result() {
            double n = Arrays.stream(counts).sum();
            int used = (int) Arrays.stream(counts).filter(count -> count > 0).count();
            if (used < 2 || people < 2) {
                return NONE;
            }
            double trace = 0;
            double squares = 0;
            double correction = people / (people - 1.0);
            for (int j = 0; j < cells; j++) {
                for (int l = 0; l < cells && counts[j] > 0; l++) {
                    if (counts[l] > 0) {
                        double pj = counts[j] / n;
                        double pl = counts[l] / n;
                        double covariance = correction
                                * (products[j * cells + l]
                                        - pl * withSize[j]
                                        - pj * withSize[l]
                                        + pj * pl * squaredSizes)
                                / n;
                        trace += j == l ? covariance / pj : 0;
                        squares += covariance * covariance / (pj * pl);
                    }
                }
            }
            double mean = trace / (used - 1);
            if (!(mean > 0)) {
                return NONE;
            }
            double variation = Math.max(0, squares / ((used - 1) * mean * mean) - 1);
            return new DesignEffect(Math.max(1, mean), variation);
        }
    }
}
