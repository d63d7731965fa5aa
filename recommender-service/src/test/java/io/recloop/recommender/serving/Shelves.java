package io.recloop.recommender.serving;

import static io.recloop.recommender.serving.Asking.awaitReady;
import static io.recloop.recommender.serving.Asking.item;
import static io.recloop.recommender.serving.Asking.recommend;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.recloop.contracts.Topic;
import io.recloop.recommender.stack.Planted;
import io.recloop.recommender.stack.Shop;

/// A shop whose every other item is odd, with five brands.
final class Shelves {
    private Shelves() {}

    static Planted serve(Shop shop, long seed) {
        awaitReady();
        var planted = new Planted(seed, 40, 60, 16);
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

    static int row(String item) {
        return Integer.parseInt(item.substring(1));
    }

    static boolean isOdd(String item) {
        return row(item) % 2 == 1;
    }
}
