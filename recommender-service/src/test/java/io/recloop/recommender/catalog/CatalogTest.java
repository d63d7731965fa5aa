package io.recloop.recommender.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.recloop.contracts.events.ItemRemoved;
import io.recloop.contracts.events.ItemUpserted;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CatalogTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    private final Catalog catalog = new Catalog();

    @Test
    void theNewestItemsComeFirstWhateverIsChangedAboutTheOthers() {
        put("a", NOON, null);
        put("b", NOON.plusSeconds(60), null);
        put("a", NOON.plusSeconds(120), null);
        assertThat(newest(10)).containsExactly("b", "a");
        assertThat(newest(1)).containsExactly("b");
    }

    @Test
    void anItemIsAsOldAsItsShopSays() {
        put("a", NOON, null);
        put("b", NOON.plusSeconds(60), NOON.minusSeconds(60));
        assertThat(newest(10)).containsExactly("a", "b");
    }

    @Test
    void whatIsRemovedIsNoLongerNewAndWhatComesBackIs() {
        put("a", NOON, null);
        put("b", NOON.plusSeconds(60), null);
        catalog.apply(new ItemRemoved("e", "t", NOON.plusSeconds(70), "b"));
        assertThat(newest(10)).containsExactly("a");
        put("b", NOON.plusSeconds(80), null);
        assertThat(newest(10)).containsExactly("b", "a");
    }

    @Test
    void facetsCountWhatAFilterAdmits() {
        item("a", List.of("creams", "hands"), "Hoa", "12.90", Map.of("size", "75 ml"), true);
        item("b", List.of("creams"), "Hoa", "4.50", Map.of("size", "20 ml"), true);
        item("c", List.of("soaps"), null, null, Map.of(), true);
        item("d", List.of("soaps"), "Sen", "1.00", Map.of(), false);

        var all = catalog.facets("t", ItemFilter.ANY, 10);
        assertThat(all.items()).isEqualTo(3);
        assertThat(all.categories())
                .containsExactly(
                        new Facets.Value("creams", 2), new Facets.Value("hands", 1), new Facets.Value("soaps", 1));
        assertThat(all.brands()).containsExactly(new Facets.Value("Hoa", 2));
        assertThat(all.price()).isEqualTo(new Facets.PriceRange(new BigDecimal("4.50"), new BigDecimal("12.90")));
        assertThat(all.attributes())
                .containsEntry("size", List.of(new Facets.Value("20 ml", 1), new Facets.Value("75 ml", 1)));

        var hands = new ItemFilter(Set.of("hands"), Set.of(), null, null, Map.of());
        assertThat(catalog.facets("t", hands, 10).categories())
                .containsExactly(new Facets.Value("creams", 1), new Facets.Value("hands", 1));
        assertThat(catalog.facets("t", ItemFilter.ANY, 1).categories()).containsExactly(new Facets.Value("creams", 2));
    }

    @Test
    void facetsAreCountedAgainWhenTheCatalogueChanges() {
        put("a", NOON, null);
        assertThat(catalog.facets("t", ItemFilter.ANY, 10).items()).isEqualTo(1);
        assertThat(catalog.facets("t", ItemFilter.ANY, 10).items()).isEqualTo(1);
        put("b", NOON, null);
        assertThat(catalog.facets("t", ItemFilter.ANY, 10).items()).isEqualTo(2);
        assertThat(catalog.facets().hits()).isEqualTo(1);
        assertThat(catalog.facets().misses()).isEqualTo(2);
    }

    @Test
    void aFilterAsksForOneOfTheValuesOfEachKind() {
        item("a", List.of("creams", "hands"), "Hoa", "12.90", Map.of("size", "75 ml", "skin", "dry"), true);
        assertThat(admits(Set.of("soaps", "hands"), Set.of(), Map.of())).isTrue();
        assertThat(admits(Set.of("soaps"), Set.of(), Map.of())).isFalse();
        assertThat(admits(Set.of(), Set.of("Sen", "Hoa"), Map.of())).isTrue();
        assertThat(admits(Set.of(), Set.of("Sen"), Map.of())).isFalse();
        assertThat(admits(Set.of(), Set.of(), Map.of("size", Set.of("20 ml", "75 ml"), "skin", Set.of("dry"))))
                .isTrue();
        assertThat(admits(Set.of(), Set.of(), Map.of("size", Set.of("75 ml"), "skin", Set.of("oily"))))
                .isFalse();
        assertThat(admits(Set.of(), Set.of(), Map.of("scent", Set.of("rose")))).isFalse();
    }

    private boolean admits(Set<String> categories, Set<String> brands, Map<String, Set<String>> attributes) {
        return new ItemFilter(categories, brands, null, null, attributes).admits(catalog.item("t", "a"));
    }

    private List<String> newest(int count) {
        return catalog.newest("t", ItemFilter.ANY, item -> true, count).stream()
                .map(NewestItem::item)
                .toList();
    }

    private void put(String item, Instant at, @Nullable Instant addedAt) {
        catalog.apply(new ItemUpserted("e", "t", at, item, item, null, List.of(), null, null, true, Map.of(), addedAt));
    }

    private void item(
            String item,
            List<String> categories,
            @Nullable String brand,
            @Nullable String price,
            Map<String, String> attributes,
            boolean available) {
        catalog.apply(new ItemUpserted(
                "e",
                "t",
                NOON,
                item,
                item,
                null,
                categories,
                brand,
                price == null ? null : new BigDecimal(price),
                available,
                attributes));
    }
}
