package io.recloop.simulator.shop;

import io.recloop.simulator.shop.Chance.Purpose;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/// The shop as it changes. One thread changes it; any thread may read [#shelf()].
public final class Shop {
    /// People who came early come more often: the number of a visitor is n·u^this, u uniform.
    private static final double LOYALTY = 1.4;

    private final ShopPlan plan;
    private final Chance chance;
    private final TasteSpace tastes;
    private final Assortment assortment;
    private final List<Visitor> visitors = new ArrayList<>();
    private volatile Shelf shelf;
    private int changes;

    public Shop(ShopPlan plan) {
        this.plan = plan;
        this.chance = new Chance(plan.seed());
        this.tastes = new TasteSpace(plan.tasteGroups(), chance);
        this.assortment = new Assortment(chance);
        int opening = plan.items() - late(plan.items());
        var items = new ArrayList<Item>();
        var vectors = new float[opening][];
        for (int i = 0; i < opening; i++) {
            items.add(assortment.item(i));
            vectors[i] = tastes.item(i % Assortment.categories() % tastes.groups(), vectorStream(i));
        }
        this.shelf = new Shelf(items, vectors, dealtRanks(opening, chance.stream(Purpose.ARRIVALS, 0)));
        for (int u = 0; u < plan.users() - late(plan.users()); u++) {
            welcome();
        }
    }

    public ShopPlan plan() {
        return plan;
    }

    public Chance chance() {
        return chance;
    }

    public Shelf shelf() {
        return shelf;
    }

    public List<Visitor> visitors() {
        return Collections.unmodifiableList(visitors);
    }

    /// A new visitor, with a taste of their own.
    public Visitor welcome() {
        int index = visitors.size();
        var visitor = new Visitor(index, tastes.visitor(chance.stream(Purpose.VISITOR, index)));
        visitors.add(visitor);
        return visitor;
    }

    /// Who comes next.
    public Visitor somebody(RandomGenerator random) {
        return visitors.get((int) (visitors.size() * Math.pow(random.nextDouble(), LOYALTY)));
    }

    /// A new item of middling fame on the shelf.
    public Item receive() {
        var random = chance.stream(Purpose.ARRIVALS, ++changes);
        return receive(List.of(rankWeight(random.nextInt(shelf.items().size()))))
                .getFirst();
    }

    /// What people like changes under the same names: the tastes of a share of the items are drawn again, around
    /// another centre than before, and their popularity is shuffled among them. People stay as they are.
    ///
    /// @param share of the items, 0 to 1
    /// @return the items whose taste changed
    public List<Item> shiftTaste(double share) {
        var random = chance.stream(Purpose.SHIFT, ++changes);
        var before = shelf;
        var vectors = before.tastes();
        var weights = before.weights();
        var chosen = shuffled(before.items().size(), random)
                .subList(0, Math.toIntExact(Math.round(share * before.items().size())));
        var dealt = new ArrayList<>(chosen);
        Collections.shuffle(dealt, Random.from(random));
        var weightsBefore = before.weights();
        for (int i = 0; i < chosen.size(); i++) {
            int item = chosen.get(i);
            vectors[item] = tastes.item(random.nextInt(tastes.groups()), random);
            weights[item] = weightsBefore[dealt.get(i)];
        }
        shelf = new Shelf(before.items(), vectors, weights);
        return chosen.stream().map(before.items()::get).toList();
    }

    /// A new season: a share of the shelf is sold out, the famous as likely as the others, and as many new
    /// items come, which take over the popularity of those that went.
    ///
    /// @param share of the available items, 0 to 1
    public Season renew(double share) {
        var random = chance.stream(Purpose.SHIFT, ++changes);
        var before = shelf;
        var fame = before.weights();
        var available = shuffled(before.items().size(), random).stream()
                .filter(before::available)
                .toList();
        var gone = available.subList(0, Math.toIntExact(Math.round(share * available.size())));
        var arrived = receive(gone.stream().map(item -> fame[item]).toList());
        var weights = shelf.weights();
        gone.forEach(item -> weights[item] = 0);
        shelf = new Shelf(shelf.items(), shelf.tastes(), weights);
        return new Season(gone.stream().map(before.items()::get).toList(), arrived);
    }

    /// @param soldOut no longer available
    /// @param arrived new on the shelf
    public record Season(List<Item> soldOut, List<Item> arrived) {}

    /// What to show somebody of whom nothing is known.
    public List<Integer> popular(int length) {
        return shelf.popular(new BitSet(), length);
    }

    private List<Item> receive(List<Double> newWeights) {
        var before = shelf;
        int first = before.items().size();
        int size = first + newWeights.size();
        var items = new ArrayList<>(before.items());
        var vectors = Arrays.copyOf(before.tastes(), size);
        var weights = Arrays.copyOf(before.weights(), size);
        for (int i = first; i < size; i++) {
            items.add(assortment.item(i));
            vectors[i] = tastes.item(i % Assortment.categories() % tastes.groups(), vectorStream(i));
            weights[i] = newWeights.get(i - first);
        }
        shelf = new Shelf(items, vectors, weights);
        return shelf.items().subList(first, size);
    }

    private RandomGenerator vectorStream(int item) {
        return chance.stream(Purpose.ITEM_TASTE, item);
    }

    private int late(int count) {
        return (int) (plan.lateShare() * count);
    }

    private double rankWeight(int rankFromZero) {
        return Math.pow(rankFromZero + 1, -plan.zipfExponent());
    }

    private double[] dealtRanks(int count, RandomGenerator random) {
        var weights = new double[count];
        var ranks = shuffled(count, random);
        for (int i = 0; i < count; i++) {
            weights[i] = rankWeight(ranks.get(i));
        }
        return weights;
    }

    private static List<Integer> shuffled(int count, RandomGenerator random) {
        var order = new ArrayList<>(IntStream.range(0, count).boxed().toList());
        Collections.shuffle(order, Random.from(random));
        return order;
    }
}
