package io.recloop.contracts.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RatingLevelTest {
    @ParameterizedTest
    @CsvSource({
        "4, 4.0",
        "4.5, 4.5",
        "4.25, 4.25",
        "0.5, 0.5",
        "5, 5.0",
        "3.3333333333333335, 3.33",
        "2.999, 3.0",
        "4.1, 4.1",
        "0, 0.0",
        "-1.5, -1.5",
        "100, 100.0",
        "12345.678, 12345.68"
    })
    void hasOneDecimalAtLeastAndTwoAtMost(double rating, String level) {
        assertThat(RatingLevel.of(rating)).isEqualTo(level);
    }

    @Test
    void ratingsOfAnyPrecisionAreAFewHundredLevels() {
        var levels = new HashSet<String>();
        for (int i = 0; i <= 100_000; i++) {
            levels.add(RatingLevel.of(0.5 + 4.5 * i / 100_000));
        }
        assertThat(levels).hasSize(451);
    }

    @Test
    void theFormOfAProfileOfAnEarlierVersionHasOneDecimal() {
        var form = RatingLevel.formOf(List.of("4.2", "4.5", "4.8", "5.0"));
        // As C's printf had it: an exact half goes to the even digit.
        assertThat(List.of("4.25", "4.5", "4.75", "5.0", ""))
                .map(form::apply)
                .containsExactly("4.2", "4.5", "4.8", "5.0", "");
    }

    @Test
    void everyOtherFormIsTheOneOfToday() {
        assertThat(List.of("4.25", "3.3333333333333335", "5.0"))
                .map(RatingLevel.formOf(List.of("4.25", "5.0"))::apply)
                .containsExactly("4.25", "3.33", "5.0");
    }
}
