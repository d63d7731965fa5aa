package io.recloop.recommender.reranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.recloop.recommender.ranking.SimilarityBasis;
import io.recloop.recommender.reranking.Reranker.Similarity;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RerankerTest {
    private static final Diversity HALF = new Diversity(0.5, 0, 1, SimilarityBasis.FACTORS, 0);

    /// Rows of the same ten are twins, all others strangers.
    private static final Similarity TWINS = (row, other) -> row / 10 == other / 10 ? 1 : 0;

    @Test
    void ordersByValueWithinASourceAndKeepsTheSourcesInTheirOrder() {
        var arranged = plain(3, Diversity.OFF)
                .arrange(List.of(of(1, 0.2, "first"), of(2, 0.9, "first"), of(3, 5, "second"), of(4, 6, "second")));
        assertThat(items(arranged)).containsExactly("2", "1", "4");
    }

    @Test
    void leavesTheOrderAloneWhereValuesAreTheSame() {
        var arranged = plain(3, Diversity.OFF).arrange(List.of(of(3, 1, "a"), of(1, 1, "a"), of(2, 1, "a")));
        assertThat(items(arranged)).containsExactly("3", "1", "2");
    }

    @Test
    void putsWhatIsPinnedInItsPlaceOrTheNextFreeOneAndOnlyOnce() {
        var arranging = plain(4, Diversity.OFF);
        assertThat(arranging.pin(2, of(7, 0, "pinned"))).isTrue();
        assertThat(arranging.pin(2, of(8, 0, "pinned"))).isTrue();
        assertThat(arranging.pin(1, of(7, 0, "pinned"))).isFalse();
        assertThat(arranging.pin(5, of(9, 0, "pinned"))).isFalse();
        var arranged = arranging.arrange(List.of(of(1, 0.9, "a"), of(7, 0.8, "a"), of(2, 0.7, "a")));
        assertThat(items(arranged)).containsExactly("1", "7", "8", "2");
    }

    @Test
    void movesWhatIsPinnedUpWhereTheCandidatesRunOut() {
        var arranging = plain(10, Diversity.OFF);
        arranging.pin(9, of(8, 0, "pinned"));
        arranging.pin(7, of(7, 0, "pinned"));
        assertThat(items(arranging.arrange(List.of(of(1, 1, "a"))))).containsExactly("1", "7", "8");
    }

    @Test
    void neverHasMoreOfAGroupThanTheCapAndSaysWhatFellToIt() {
        var cap = new Cap("two-red", Cap.Group.CATEGORY, 2, candidate -> true);
        var arranging = new Reranker(4, Diversity.OFF, Similarity.UNKNOWN, List.of(cap));
        arranging.pin(1, in(9, 0, "red"));
        var arranged = arranging.arrange(
                List.of(in(1, 0.9, "red", "blue"), in(2, 0.8, "red"), in(3, 0.7, "blue"), in(4, 0.6, "blue")));
        assertThat(items(arranged)).containsExactly("9", "1", "3");
        assertThat(arranged.capped()).containsOnlyKeys("2", "4").containsEntry("2", List.of("two-red"));
    }

    @Test
    void countsOnlyWhatTheCapIsAbout() {
        var cap = new Cap("one-of-hoa", Cap.Group.BRAND, 1, candidate -> candidate.row() < 3);
        var arranging = new Reranker(4, Diversity.OFF, Similarity.UNKNOWN, List.of(cap));
        var arranged = arranging.arrange(
                List.of(branded(1, 0.9, "Hoa"), branded(2, 0.8, "Hoa"), branded(3, 0.7, "Hoa"), of(4, 0.6, "a")));
        assertThat(items(arranged)).containsExactly("1", "3", "4");
    }

    @Test
    void diversityPutsAStrangerBeforeTheTwinOfWhatIsShown() {
        var candidates = List.of(of(10, 1, "a"), of(11, 0.95, "a"), of(20, 0.5, "a"));
        assertThat(items(plain(3, Diversity.OFF).arrange(candidates))).containsExactly("10", "11", "20");
        assertThat(items(plain(3, HALF).arrange(candidates))).containsExactly("10", "20", "11");
    }

    @Test
    void diversityMindsWhatIsPinnedToo() {
        var arranging = plain(3, HALF);
        arranging.pin(1, of(19, 0, "pinned"));
        assertThat(items(arranging.arrange(List.of(of(10, 1, "a"), of(20, 0.5, "a")))))
                .containsExactly("19", "20", "10");
    }

    @Test
    void likenessUpToTheThresholdIsNotMindedAndNoPenaltyIsNoDiversity() {
        Similarity alike = (row, other) -> 0.6;
        var candidates = List.of(of(10, 1, "a"), of(11, 0.95, "a"), of(20, 0.5, "a"));
        var strict = new Diversity(0.5, 0.6, 1, SimilarityBasis.FACTORS, 0);
        assertThat(strict.value(1, 0.6)).isEqualTo(0.5);
        assertThat(strict.value(1, 0.7)).isCloseTo(0.15, within(1e-12));
        assertThat(items(new Reranker(3, strict, alike, List.of()).arrange(candidates)))
                .containsExactly("10", "11", "20");
        assertThat(new Diversity(0.5, 0, 0, SimilarityBasis.FACTORS, 0).isOff()).isTrue();
    }

    @Test
    void aCallersCapPerCategoryNamesNoRule() {
        var arranging =
                new Reranker(3, new Diversity(1, 0, 1, SimilarityBasis.FACTORS, 1), Similarity.UNKNOWN, List.of());
        var arranged = arranging.arrange(List.of(in(1, 0.9, "red"), in(2, 0.8, "red"), in(3, 0.7, "blue")));
        assertThat(items(arranged)).containsExactly("1", "3");
        assertThat(arranged.capped()).isEmpty();
    }

    private static Reranker plain(int limit, Diversity diversity) {
        return new Reranker(limit, diversity, TWINS, List.of());
    }

    private static List<String> items(Reranker.RerankedList arranged) {
        return arranged.list().stream().map(Candidate::item).toList();
    }

    private static Candidate of(int row, double value, String source) {
        return new Candidate(String.valueOf(row), row, value, source, value, List.of(), Set.of(), null);
    }

    private static Candidate in(int row, double value, String... categories) {
        return new Candidate(String.valueOf(row), row, value, "a", value, List.of(), Set.of(categories), null);
    }

    private static Candidate branded(int row, double value, String brand) {
        return new Candidate(String.valueOf(row), row, value, "a", value, List.of(), Set.of(), brand);
    }
}
