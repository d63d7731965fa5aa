package io.recloop.simulator.shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ShopTest {
    private static final int LENGTH = 10;

    private final Shop shop = new Shop(ShopPlan.of(42, 600, 800));

    @Test
    void theSameSeedMakesTheSameShopAndAnotherSeedAnother() {
        var twin = new Shop(ShopPlan.of(42, 600, 800));
        var other = new Shop(ShopPlan.of(43, 600, 800));
        assertThat(twin.shelf().items()).isEqualTo(shop.shelf().items());
        assertThat(affinities(twin)).isEqualTo(affinities(shop));
        assertThat(other.shelf().items()).isNotEqualTo(shop.shelf().items());
        assertThat(affinities(other)).isNotEqualTo(affinities(shop));
    }

    @Test
    void itemsHaveNamesThatTellThemApartAndPricesOfAShop() {
        var items = new Shop(ShopPlan.of(7, 1, 20_000)).shelf().items();
        assertThat(items.stream().map(Item::name)).doesNotHaveDuplicates().allMatch(name -> name.length() < 80);
        assertThat(items.stream().map(Item::category).distinct()).hasSize(12);
        assertThat(items).allSatisfy(item -> assertThat(item.price()).isPositive());
    }

    @Test
    void popularityFollowsTheZipfExponentOfThePlan() {
        var chance = new SplittableRandom(5);
        int n = 100_000;
        var counts = new long[shop.shelf().items().size()];
        for (int i = 0; i < n; i++) {
            counts[shop.shelf().glance(chance)]++;
        }
        // Maximum likelihood: the mean log rank under exponent s is decreasing in s; its standard error is that
        // of a mean of n draws, and moving s by δ moves it by δ·variance. Ranks are known, not estimated.
        var weights = shop.shelf().weights();
        var ranks = IntStream.range(0, weights.length)
                .boxed()
                .sorted((a, b) -> Double.compare(weights[b], weights[a]))
                .toList();
        double observed = 0;
        for (int r = 0; r < ranks.size(); r++) {
            observed += counts[ranks.get(r)] * Math.log(r + 1.0) / n;
        }
        double mean = 0;
        double square = 0;
        double total = 0;
        for (int r = 1; r <= ranks.size(); r++) {
            double p = Math.pow(r, -0.9);
            total += p;
            mean += p * Math.log(r);
            square += p * Math.log(r) * Math.log(r);
        }
        double variance = square / total - (mean / total) * (mean / total);
        double exponent = 0.9 - (observed - mean / total) / variance;
        assertThat(exponent).isCloseTo(0.9, within(4 / Math.sqrt(n * variance)));
    }

    @Test
    void whatPeopleChooseIsConcentratedOnFewItemsAndOnWhatTheyLike() {
        var chance = new SplittableRandom(6);
        var counts = new int[shop.shelf().items().size()];
        double affinity = 0;
        int n = 50_000;
        for (int i = 0; i < n; i++) {
            var visitor = shop.somebody(chance);
            int item = shop.shelf().choose(visitor, chance).orElseThrow();
            counts[item]++;
            affinity += shop.shelf().affinity(visitor, item) / n;
        }
        int topFifth = Arrays.stream(counts)
                .map(count -> -count)
                .sorted()
                .limit(counts.length / 5)
                .map(count -> -count)
                .sum();
        assertThat((double) topFifth / n).isGreaterThan(0.5);
        assertThat(affinity).isGreaterThan(0.5);
    }

    @Test
    void theIdealListBeatsThePopularOneAndThatBeatsARandomOne() {
        var shelf = shop.shelf();
        var popular = shop.popular(LENGTH);
        var chance = new SplittableRandom(8);
        Function<Visitor, List<Integer>> random =
                visitor -> chance.ints(LENGTH, 0, shelf.items().size()).boxed().toList();
        assertBetter(visitor -> shelf.ideal(visitor, LENGTH), visitor -> popular, 0.2);
        assertBetter(visitor -> popular, random, 0.02);
    }

    @Test
    void theIdealListLeavesOutWhatTheVisitorHad() {
        var visitor = shop.visitors().getFirst();
        var first = shop.shelf().ideal(visitor, LENGTH);
        visitor.remember(first.get(3));
        var second = shop.shelf().ideal(visitor, LENGTH);
        assertThat(second).hasSize(LENGTH).doesNotContain(first.get(3)).containsAll(first.subList(0, 3));
    }

    @Test
    void aTasteShiftMakesYesterdaysBestListsBadWhileNewOnesAreAsGoodAsEver() {
        var before = shop.shelf();
        var changed = shop.shiftTaste(0.8);
        var after = shop.shelf();
        assertThat(changed)
                .hasSize(Math.toIntExact(Math.round(0.8 * before.items().size())));
        assertThat(after.items()).isEqualTo(before.items());
        Function<Visitor, List<Integer>> old = visitor -> before.ideal(visitor, LENGTH);
        Function<Visitor, List<Integer>> renewed = visitor -> after.ideal(visitor, LENGTH);
        double was =
                mean(visitor -> before.expectation(visitor, old.apply(visitor)).any());
        double stale =
                mean(visitor -> after.expectation(visitor, old.apply(visitor)).any());
        double could = mean(
                visitor -> after.expectation(visitor, renewed.apply(visitor)).any());
        assertThat(stale).isLessThan(0.6 * was);
        assertThat(could).isCloseTo(was, within(0.1 * was));
        assertBetter(renewed, old, 0.2);
    }

    @Test
    void aTasteShiftMovesPopularityButNotItsShape() {
        var before = shop.shelf().weights();
        shop.shiftTaste(0.8);
        var after = shop.shelf().weights();
        assertThat(Arrays.equals(before, after)).isFalse();
        Arrays.sort(before);
        Arrays.sort(after);
        assertThat(after).isEqualTo(before);
    }

    @Test
    void aNewSeasonSellsOutOldItemsAndVisitorsWantTheNew() {
        var before = shop.shelf();
        int items = before.items().size();
        var season = shop.renew(0.5);
        var after = shop.shelf();
        assertThat(season.soldOut()).hasSize(items / 2).allMatch(item -> !after.available(item.index()));
        assertThat(season.arrived()).hasSize(items / 2).allMatch(item -> after.available(item.index()));
        assertThat(after.items()).hasSize(items + items / 2);
        double gone = mean(visitor ->
                after.expectation(visitor, before.ideal(visitor, LENGTH)).clicks());
        double now = mean(visitor ->
                after.expectation(visitor, after.ideal(visitor, LENGTH)).clicks());
        assertThat(gone).isLessThan(0.7 * now);
        var chance = new SplittableRandom(9);
        long fresh = IntStream.range(0, 10_000)
                .map(n -> after.choose(shop.somebody(chance), chance).orElseThrow())
                .filter(item -> item >= items)
                .count();
        // Half of the popularity went over to the new; which half, and whom it suits, is the seed's business.
        assertThat(fresh).isBetween(2_500L, 7_500L);
    }

    @Test
    void thatNothingIsLeftOfTheOldSeasonIsPossible() {
        var season = shop.renew(1);
        assertThat(season.arrived()).hasSameSizeAs(season.soldOut());
        assertThat(shop.popular(5)).allMatch(item -> item >= 720);
    }

    @Test
    void newcomersAndNewItemsJoinTheOthers() {
        int users = shop.visitors().size();
        int items = shop.shelf().items().size();
        var visitor = shop.welcome();
        var item = shop.receive();
        assertThat(shop.visitors()).hasSize(users + 1).endsWith(visitor);
        assertThat(shop.shelf().items()).hasSize(items + 1).endsWith(item);
        assertThat(shop.shelf().available(item.index())).isTrue();
        assertThat(shop.shelf().indexOf(item.id())).hasValue(item.index());
        assertThat(new HashSet<>(shop.visitors().stream().map(Visitor::id).toList()))
                .hasSize(users + 1);
    }

    @Test
    void aPlanThatMakesNoShopIsRefused() {
        assertRefused(() -> ShopPlan.of(1, 0, 100), "users");
        assertRefused(() -> ShopPlan.of(1, 10, 5), "items");
        assertRefused(() -> new ShopPlan(1, "default", 10, 100, 1, 0.8, 0), "tasteGroups");
        assertRefused(() -> new ShopPlan(1, "default", 10, 100, 12, Double.NaN, 0), "zipfExponent");
        assertRefused(() -> new ShopPlan(1, "default", 10, 100, 12, 0.8, 0.9), "lateShare");
    }

    private static void assertRefused(Supplier<ShopPlan> plan, String field) {
        assertThatThrownBy(plan::get)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(field);
    }

    /// Paired over visitors: the mean difference is over the floor by five standard errors.
    private void assertBetter(
            Function<Visitor, List<Integer>> better, Function<Visitor, List<Integer>> worse, double floor) {
        var shelf = shop.shelf();
        double[] differences = shop.visitors().stream()
                .mapToDouble(visitor -> shelf.expectation(visitor, better.apply(visitor))
                                .any()
                        - shelf.expectation(visitor, worse.apply(visitor)).any())
                .toArray();
        double mean = Arrays.stream(differences).average().orElseThrow();
        double variance =
                Arrays.stream(differences).map(d -> (d - mean) * (d - mean)).sum() / (differences.length - 1);
        assertThat(mean - 5 * Math.sqrt(variance / differences.length)).isGreaterThan(floor);
    }

    private double mean(java.util.function.ToDoubleFunction<Visitor> figure) {
        return shop.visitors().stream().mapToDouble(figure).average().orElseThrow();
    }

    private static List<Double> affinities(Shop shop) {
        return IntStream.range(0, 200)
                .mapToObj(n -> shop.shelf().affinity(shop.visitors().get(n), n))
                .toList();
    }
}
