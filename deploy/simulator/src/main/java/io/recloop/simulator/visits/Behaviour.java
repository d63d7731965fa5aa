package io.recloop.simulator.visits;

import io.recloop.contracts.events.Action;
import io.recloop.simulator.shop.Shelf;
import io.recloop.simulator.shop.Visitor;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// How visitors act. Every decision is theirs: nothing here knows what a recommender thinks.
public final class Behaviour {
    /// A visit goes on to another item with this probability; its mean length is 1 / (1 − this).
    private static final double GOES_ON = 0.5;

    private static final int LONGEST_VISIT = 8;

    /// Of the items that visitors find by themselves, this share is looked at and left.
    private static final double ONLY_LOOKS = 0.1;

    /// Somebody who finds what they already had passes on with this probability.
    private static final double WANTS_NEWS = 0.9;

    private static final double TO_CART = 0.25;
    private static final double TO_PURCHASE = 0.5;
    private static final double TO_RATING = 0.6;
    private static final double LIKES = 0.05;

    /// A rating is 1 + 4 × a logistic function of affinity, with some noise, in half stars.
    private static final double RATING_SLOPE = 5;

    private static final double RATING_HALF_AT = 0.35;
    private static final double RATING_NOISE = 0.6;

    private Behaviour() {}

    /// A visit on the visitor's own: finds items by taste and fame. May be empty.
    public static List<Step> browse(Shelf shelf, Visitor visitor, RandomGenerator chance) {
        var steps = new ArrayList<Step>();
        for (int found = 0; found < LONGEST_VISIT; found++) {
            var choice = shelf.choose(visitor, chance);
            if (choice.isPresent()) {
                int item = choice.getAsInt();
                if (!visitor.has(item) || chance.nextDouble() >= WANTS_NEWS) {
                    visitor.remember(item);
                    if (chance.nextDouble() < ONLY_LOOKS) {
                        steps.add(new Step(item, Action.VIEW, null, null));
                    } else {
                        click(shelf, visitor, item, null, chance, steps);
                    }
                }
            }
            if (chance.nextDouble() >= GOES_ON) {
                break;
            }
        }
        return steps;
    }

    /// A look at a recommended list: each item is examined with the probability of its position and clicked by true
    /// taste.
    ///
    /// @param shown numbers on the shelf in the order shown; −1 for what the shop does not know,
    ///     which nobody clicks
    public static List<Step> look(
            Shelf shelf, Visitor visitor, List<Integer> shown, String requestId, RandomGenerator chance) {
        var steps = new ArrayList<Step>();
        for (int k = 0; k < shown.size(); k++) {
            int item = shown.get(k);
            // Drawn for every position, so that what follows does not depend on whether this item is known.
            double examined = chance.nextDouble();
            double pleased = chance.nextDouble();
            if (item >= 0 && examined < Shelf.examination(k + 1) && pleased < shelf.click(visitor, item)) {
                visitor.remember(item);
                click(shelf, visitor, item, requestId, chance, steps);
            }
        }
        return steps;
    }

    private static void click(
            Shelf shelf,
            Visitor visitor,
            int item,
            @Nullable String requestId,
            RandomGenerator chance,
            List<Step> steps) {
        steps.add(new Step(item, Action.CLICK, null, requestId));
        if (chance.nextDouble() < LIKES) {
            steps.add(new Step(item, Action.LIKE, null, requestId));
        }
        if (chance.nextDouble() >= TO_CART) {
            return;
        }
        steps.add(new Step(item, Action.ADD_TO_CART, null, requestId));
        if (chance.nextDouble() >= TO_PURCHASE) {
            return;
        }
        steps.add(new Step(item, Action.PURCHASE, null, requestId));
        if (chance.nextDouble() < TO_RATING) {
            steps.add(new Step(item, Action.RATING, rating(shelf.affinity(visitor, item), chance), requestId));
        }
    }

    private static double rating(double affinity, RandomGenerator chance) {
        double opinion = 1 + 4 / (1 + Math.exp(-RATING_SLOPE * (affinity - RATING_HALF_AT)));
        double given = Math.round(2 * (opinion + RATING_NOISE * chance.nextGaussian())) / 2.0;
        return Math.clamp(given, 1, 5);
    }
}
