package io.recloop.simulator.visits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.recloop.contracts.events.Action;
import io.recloop.simulator.shop.Shelf;
import io.recloop.simulator.shop.Shop;
import io.recloop.simulator.shop.ShopPlan;
import io.recloop.simulator.shop.Visitor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BehaviourTest {
    private final Shop shop = new Shop(ShopPlan.of(11, 300, 400));
    private final Shelf shelf = shop.shelf();
    private final SplittableRandom chance = new SplittableRandom(3);

    @Test
    void clicksComeAsOftenAsTheTruthExpects() {
        double expectedAny = 0;
        double expectedClicks = 0;
        double varianceAny = 0;
        long any = 0;
        long clicks = 0;
        for (int round = 0; round < 20; round++) {
            for (var visitor : shop.visitors()) {
                var list = shelf.ideal(visitor, 10);
                var expectation = shelf.expectation(visitor, list);
                var steps = Behaviour.look(shelf, visitor, list, "r", chance);
                long clicked = clicks(steps);
                clicks += clicked;
                any += clicked > 0 ? 1 : 0;
                expectedClicks += expectation.clicks();
                expectedAny += expectation.any();
                varianceAny += expectation.any() * (1 - expectation.any());
            }
        }
        assertThat((double) any).isCloseTo(expectedAny, within(4 * Math.sqrt(varianceAny)));
        // Clicks are independent given the list, so their variance is at most their mean.
        assertThat((double) clicks).isCloseTo(expectedClicks, within(4 * Math.sqrt(expectedClicks)));
    }

    @Test
    void theFirstPositionGetsMoreClicksThanTheLast() {
        var first = new long[2];
        for (int round = 0; round < 40; round++) {
            for (var visitor : shop.visitors()) {
                var item = shelf.ideal(visitor, 1).getFirst();
                var nothing = Collections.nCopies(9, -1);
                first[0] += clicks(Behaviour.look(shelf, visitor, join(List.of(item), nothing), "r", chance));
                first[1] += clicks(Behaviour.look(shelf, visitor, join(nothing, List.of(item)), "r", chance));
            }
        }
        double ratio = (double) first[1] / first[0];
        double expected = Shelf.examination(10) / Shelf.examination(1);
        // Delta method on a ratio of two counts, four standard errors.
        assertThat(ratio).isCloseTo(expected, within(4 * expected * Math.sqrt(1.0 / first[0] + 1.0 / first[1])));
    }

    @Test
    void nobodyClicksWhatTheShopDoesNotSellOrHasSoldOut() {
        var soldOut = shop.renew(0.5).soldOut();
        var list = new ArrayList<Integer>(Collections.nCopies(5, -1));
        soldOut.stream().limit(5).forEach(item -> list.add(item.index()));
        for (var visitor : shop.visitors()) {
            assertThat(Behaviour.look(shop.shelf(), visitor, list, "r", chance)).isEmpty();
        }
    }

    @Test
    void everythingThatFollowsAClickCarriesTheListThatLedToIt() {
        var steps = steps(visitor -> Behaviour.look(shelf, visitor, shelf.ideal(visitor, 10), "r-9", chance));
        assertThat(steps).extracting(Step::requestId).containsOnly("r-9");
        assertThat(steps).extracting(Step::action).contains(Action.CLICK, Action.PURCHASE, Action.RATING);
    }

    @Test
    void whoFindsTheirOwnWayCarriesNoList() {
        var steps = steps(visitor -> Behaviour.browse(shelf, visitor, chance));
        assertThat(steps).extracting(Step::requestId).containsOnlyNulls();
        assertThat(steps)
                .extracting(Step::action)
                .contains(Action.VIEW, Action.CLICK, Action.LIKE, Action.ADD_TO_CART, Action.PURCHASE, Action.RATING);
        assertThat(steps)
                .allMatch(step -> (step.rating() != null) == (step.action() == Action.RATING))
                .filteredOn(step -> step.rating() != null)
                .allMatch(step -> step.rating() >= 1 && step.rating() <= 5 && step.rating() * 2 % 1 == 0);
    }

    @Test
    void aVisitorRemembersWhatTheyTouchedAndMostlyLooksForOtherThings() {
        var visitor = shop.visitors().getFirst();
        var touched = new ArrayList<Integer>();
        for (int n = 0; n < 40; n++) {
            Behaviour.browse(shelf, visitor, chance).stream()
                    .filter(step -> step.action() == Action.VIEW || step.action() == Action.CLICK)
                    .forEach(step -> touched.add(step.item()));
        }
        assertThat(touched).allMatch(visitor::has);
        assertThat(touched.stream().distinct().count()).isGreaterThan(touched.size() * 7L / 10);
    }

    private List<Step> steps(java.util.function.Function<Visitor, List<Step>> visit) {
        var all = new ArrayList<Step>();
        for (int round = 0; round < 5; round++) {
            shop.visitors().forEach(visitor -> all.addAll(visit.apply(visitor)));
        }
        return all;
    }

    private static long clicks(List<Step> steps) {
        return steps.stream().filter(step -> step.action() == Action.CLICK).count();
    }

    private static List<Integer> join(List<Integer> first, List<Integer> second) {
        var all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }
}
