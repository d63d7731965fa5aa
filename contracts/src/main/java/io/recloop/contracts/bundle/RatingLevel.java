package io.recloop.contracts.bundle;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collection;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/// The text of a rating where ratings are counted: in a model's profile and in the windows that drift compares with
/// it. One decimal at least and two at most (`4.0`, `4.25`), so that ratings of full precision are 451 levels and no
/// more.
public final class RatingLevel {
    private static final Pattern TENTHS = Pattern.compile("-?\\d+\\.\\d");

    private RatingLevel() {}

    public static String of(double rating) {
        return ofHundredths(hundredths(rating));
    }

    /// A whole number. SQL that counts ratings has to round in the same way: `floor(rating * 100 + 0.5)`.
    public static double hundredths(double rating) {
        return Math.floor(rating * 100 + 0.5);
    }

    public static String ofHundredths(double hundredths) {
        var level = new BigDecimal(hundredths).movePointLeft(2).stripTrailingZeros();
        return level.setScale(Math.max(1, level.scale())).toPlainString();
    }

    /// Writes levels in the form of a baseline, so that the two can be compared: profiles of earlier versions have all
    /// ratings with one decimal, other baselines had them with all. What is not a number stays as it is.
    ///
    /// @param baseline its levels
    public static UnaryOperator<String> formOf(Collection<String> baseline) {
        boolean tenths =
                baseline.stream().allMatch(level -> TENTHS.matcher(level).matches());
        return level -> {
            try {
                double rating = Double.parseDouble(level);
                return tenths
                        ? new BigDecimal(rating)
                                .setScale(1, RoundingMode.HALF_EVEN)
                                .toPlainString()
                        : of(rating);
            } catch (NumberFormatException e) {
                return level;
            }
        };
    }
}
