package io.recloop.simulator.shop;

import io.recloop.simulator.shop.Chance.Purpose;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.random.RandomGenerator;

/// Makes up items of a beauty shop that a reader can tell apart. Not thread-safe.
final class Assortment {
    private record Category(String name, double price, List<String> kinds) {}

    private static final List<Category> CATEGORIES = List.of(
            new Category("Hand care", 8, List.of("hand cream", "hand balm", "cuticle oil", "hand soap", "hand mask")),
            new Category("Face care", 22, List.of("day cream", "night cream", "serum", "face oil", "eye gel")),
            new Category(
                    "Cleansing", 14, List.of("cleansing foam", "micellar water", "toner", "face scrub", "wash gel")),
            new Category("Hair care", 12, List.of("shampoo", "conditioner", "hair mask", "hair oil", "dry shampoo")),
            new Category("Make-up", 18, List.of("lipstick", "blush", "mascara", "foundation", "eyeshadow")),
            new Category(
                    "Fragrance",
                    45,
                    List.of("eau de parfum", "eau de toilette", "body mist", "perfume oil", "cologne")),
            new Category(
                    "Body care", 13, List.of("body lotion", "body butter", "shower gel", "body scrub", "bath salt")),
            new Category(
                    "Sun care", 19, List.of("sunscreen", "after-sun gel", "sun stick", "tanning drops", "sun oil")),
            new Category(
                    "Nails", 7, List.of("nail polish", "top coat", "base coat", "nail strengthener", "polish remover")),
            new Category("Men", 15, List.of("shaving foam", "aftershave balm", "beard oil", "face wash", "pomade")),
            new Category("Baby", 11, List.of("baby lotion", "baby shampoo", "nappy balm", "baby oil", "bath foam")),
            new Category("Masks", 6, List.of("sheet mask", "clay mask", "sleeping mask", "lip mask", "peel-off mask")));

    private static final List<String> NOTES = List.of(
            "Rose",
            "Almond",
            "Green tea",
            "Honey",
            "Argan",
            "Aloe",
            "Lavender",
            "Vanilla",
            "Rice",
            "Sea salt",
            "Peony",
            "Coconut",
            "Calendula",
            "Fig",
            "Jasmine",
            "Oat",
            "Citrus",
            "Cherry",
            "Shea",
            "Bamboo",
            "Camellia",
            "Mint",
            "Pomegranate",
            "Charcoal",
            "Lotus",
            "Ginseng",
            "Cotton",
            "Amber",
            "Cedar",
            "Violet");

    private static final List<String> BRANDS = List.of(
            "Lune",
            "Maison Vert",
            "Hanami",
            "Nordlys",
            "Terra",
            "Saigon Lab",
            "Bluebell",
            "Ondine",
            "Kindly",
            "Alba",
            "Petal & Co",
            "Mirai",
            "Sorella",
            "Field Notes",
            "Aurum",
            "Dewdrop");

    private static final List<String> SIZES =
            List.of("30 ml", "50 ml", "75 ml", "100 ml", "150 ml", "250 ml", "400 ml");

    private static final int TRIES = 8;

    private final Chance chance;
    private final Set<String> taken = new HashSet<>();

    Assortment(Chance chance) {
        this.chance = chance;
    }

    static int categories() {
        return CATEGORIES.size();
    }

    /// Item number `index`; its category is `index` modulo [#categories()], so that every category has its share.
    Item item(int index) {
        var random = chance.stream(Purpose.ITEM, index);
        var category = CATEGORIES.get(index % CATEGORIES.size());
        var kind = one(category.kinds(), random);
        var brand = one(BRANDS, random);
        var name = name(kind, brand, index, random);
        var price = BigDecimal.valueOf(category.price() * Math.exp(0.4 * random.nextGaussian()))
                .setScale(0, RoundingMode.CEILING)
                .subtract(new BigDecimal("0.10"));
        var description =
                "%s by %s, for %s.".formatted(name, brand, category.name().toLowerCase(Locale.ROOT));
        return new Item(index, name, category.name(), brand, price, description);
    }

    private String name(String kind, String brand, int index, RandomGenerator random) {
        for (int attempt = 0; attempt < TRIES; attempt++) {
            var plain = one(NOTES, random) + " " + kind;
            var name = attempt < TRIES / 2 ? plain : "%s (%s, %s)".formatted(plain, brand, one(SIZES, random));
            if (taken.add(name)) {
                return name;
            }
        }
        var numbered = "%s %s no. %d".formatted(one(NOTES, random), kind, index + 1);
        taken.add(numbered);
        return numbered;
    }

    private static String one(List<String> choices, RandomGenerator random) {
        return choices.get(random.nextInt(choices.size()));
    }
}
