package io.recloop.learning.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recloop.numerics.sparse.CsrMatrix;
import java.util.BitSet;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PairsTest {
    private static final float NOT_SEEN = Float.NaN;

    @Test
    void theNewestPositiveHasAgeZeroAndTiesAreOfOneAge() {
        var pairs = new Pairs(3, 5, 7);
        pairs.add(0, 0, 1, 1, 0, 10);
        pairs.add(0, 1, 1, 1, 0, 30);
        pairs.add(0, 3, 1, 1, 0, 20);
        pairs.add(0, 4, 1, 1, 0, 30);
        pairs.add(2, 0, 0, 0, 0, 99);
        pairs.add(2, 1, 1, 1, 0, 50);
        pairs.add(2, 2, 1, 1, 0, 40);
        pairs.end();

        var ages = sameEntries(pairs.ages(all(3)), pairs.positives(all(3)));

        assertThat(ages.values()).containsExactly(3, 0, 2, 0, 0, 1);
    }

    @Test
    void agesCountThePositivesOfTheSliceAlone() {
        var pairs = new Pairs(1, 4, 4);
        pairs.add(0, 0, 1, 1, 0, 10);
        // Liked no longer, but then.
        pairs.add(0, 1, 0, 1, 0, 20);
        pairs.add(0, 2, 1, 1, 0, 30);
        pairs.add(0, 3, 1, NOT_SEEN, Pairs.HELD, 40);
        pairs.end();

        var now = pairs.positives(all(1));
        var then = pairs.positivesBefore(all(1));

        assertThat(now.indices()).containsExactly(0, 2, 3);
        assertThat(sameEntries(pairs.ages(all(1)), now).values()).containsExactly(2, 1, 0);
        assertThat(then.indices()).containsExactly(0, 1, 2);
        assertThat(sameEntries(pairs.agesBefore(all(1)), then).values()).containsExactly(2, 1, 0);
    }

    @Test
    void agesAreThoseOfSortingEachUsersPositivesByTime() {
        var random = new Random(5);
        int users = 40;
        int items = 90;
        var since = new long[users][items];
        var pairs = new Pairs(users, items, users * items);
        for (int user = 0; user < users; user++) {
            for (int item = 0; item < items; item++) {
                since[user][item] = random.nextInt(30);
                pairs.add(user, item, random.nextBoolean() ? 1 : 0, 1, 0, since[user][item]);
            }
        }
        pairs.end();

        var positives = pairs.positives(all(users));
        var ages = sameEntries(pairs.ages(all(users)), positives);

        for (int user = 0; user < users; user++) {
            for (int entry = positives.rowStart(user); entry < positives.rowEnd(user); entry++) {
                assertThat(ages.values()[entry]).isEqualTo(newer(positives, user, entry, since[user]));
            }
        }
    }

    @Test
    void whereAllCameAtOneTimeThereAreNoAges() {
        var pairs = new Pairs(1, 2, 2);
        pairs.add(0, 0, 1, 1, 0, 0);
        pairs.add(0, 1, 1, 1, 0, 0);
        pairs.end();

        assertThat(pairs.ages(all(1))).isNull();
    }

    @Test
    void aUserAfterALaterOneIsRefused() {
        var pairs = new Pairs(2, 2, 2);
        pairs.add(1, 0, 1, 1, 0, 0);

        assertThatThrownBy(() -> pairs.add(0, 0, 1, 1, 0, 0)).hasMessageContaining("user 0, after user 1");
    }

    private static int newer(CsrMatrix positives, int user, int of, long[] since) {
        int item = positives.indices()[of];
        int newer = 0;
        for (int entry = positives.rowStart(user); entry < positives.rowEnd(user); entry++) {
            int other = positives.indices()[entry];
            newer += since[other] > since[item] ? 1 : 0;
        }
        return newer;
    }

    private static CsrMatrix sameEntries(@Nullable CsrMatrix ages, CsrMatrix positives) {
        assertThat(ages).isNotNull();
        assertThat(ages.indptr()).isEqualTo(positives.indptr());
        assertThat(ages.indices()).isEqualTo(positives.indices());
        return ages;
    }

    private static BitSet all(int users) {
        var rows = new BitSet();
        rows.set(0, users);
        return rows;
    }
}
