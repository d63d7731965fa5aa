package io.recloop.recommender.stack;

import static io.recloop.recommender.stack.ApiCalls.awaitReady;
import static io.recloop.recommender.stack.ApiCalls.item;
import static io.recloop.recommender.stack.ApiCalls.recommend;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.recloop.contracts.Topic;

/// A shop whose every other item is odd, with five brands.
public final class OddEvenCatalog {
    private OddEvenCatalog() {}

    public static SyntheticModel serve(Shop shop, long seed) {
        awaitReady();
        var planted = new SyntheticModel(seed, 40, 60, 16);
        for (int row = 0; row < 60; row++) {
            shop.write(
                    Topic.ITEMS, item(shop, "i" + row, row % 2 == 1 ? "odd" : "even", "brand-" + row % 5, row, true));
        }
        shop.serve(planted, 1, shop.endOfInteractions());
        await().untilAsserted(() -> assertThat(
                        recommend(shop, "u3", "?limit=60&excludeSeen=false").getList("items.name"))
                .doesNotContainNull());
        return planted;
    }

    public static int row(String item) {
        return Integer.parseInt(item.substring(1));
    }

    public static boolean isOdd(String item) {
        return row(item) % 2 == 1;
    }
}
