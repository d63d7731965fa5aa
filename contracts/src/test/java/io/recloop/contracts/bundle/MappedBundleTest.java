package io.recloop.contracts.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MappedBundleTest {
    @TempDir
    Path folder;

    @Test
    void itsUsersAreThoseOfTheModelOnTheHeap() throws Exception {
        assertHasTheUsersOf(Samples.content());
    }

    @Test
    void aModelOfItemWeightsHasUsersWithoutFactors() throws Exception {
        assertHasTheUsersOf(Samples.itemWeights());
    }

    @Test
    void itsItemsAreThoseOfTheModelAndItHoldsNoUsersOnTheHeap() throws Exception {
        var expected = Samples.factorsWithAdditions();
        try (var bundle = open(expected)) {
            var items = bundle.items();
            assertThat(items.items()).isEqualTo(expected.items());
            assertThat(items.itemFactors()).isEqualTo(expected.itemFactors());
            assertThat(items.itemBiases()).isEqualTo(expected.itemBiases());
            assertThat(items.itemPopularity()).isEqualTo(expected.itemPopularity());
            assertThat(items.contentPrior().itemEmbeddings())
                    .isEqualTo(expected.contentPrior().itemEmbeddings());
            assertThat(items.users()).isEmpty();
            assertThat(items.userFactors()).isEmpty();
            assertThat(items.profile().itemCounts()).isEmpty();
            assertThat(items.profile().ratings()).isEqualTo(expected.profile().ratings());
            assertThat(bundle.manifest().modelId()).isEqualTo(Samples.MODEL);
        }
    }

    @Test
    void saysHowMuchItMaps() throws Exception {
        try (var bundle = open(Samples.content())) {
            // 3 users × 2 factors, 4 + 5 entries of the histories, and the text of the ids.
            assertThat(bundle.mappedBytes())
                    .isEqualTo(6 * 4 + 4 * 8 + 5 * 4 + 5 * 4 + "an bình chi ".getBytes().length);
            // 4 beginnings and 8 slots.
            assertThat(bundle.indexBytes()).isEqualTo(4 * 8 + 8 * 8);
        }
    }

    @Test
    void afterItIsClosedAReaderGetsAnExceptionAndNeverOtherMemory() throws Exception {
        var bundle = open(Samples.content());
        var users = bundle.users();
        bundle.close();
        assertThatThrownBy(() -> users.row("an")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> users.seen(0)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> users.copyFactors(0, new float[2], 0)).isInstanceOf(IllegalStateException.class);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void everyOfManyIdsIsFoundAndNoOther(long seed) throws Exception {
        var random = new Random(seed);
        var ids = new LinkedHashSet<String>();
        while (ids.size() < 5_000) {
            ids.add(id(random));
        }
        var users = List.copyOf(ids);
        try (var bundle = open(ofUsers(users))) {
            assertThat(bundle.users().count()).isEqualTo(users.size());
            for (int row = 0; row < users.size(); row++) {
                assertThat(bundle.users().row(users.get(row))).isEqualTo(row);
                assertThat(bundle.users().id(row)).isEqualTo(users.get(row));
            }
            for (int i = 0; i < 5_000; i++) {
                var other = id(random);
                assertThat(bundle.users().row(other)).isEqualTo(users.indexOf(other));
            }
        }
    }

    private static String id(Random random) {
        var alphabet = "abđ€𝄞 0123456789";
        var id = new StringBuilder();
        int length = 1 + random.nextInt(12);
        for (int i = 0; i < length; i++) {
            int at = alphabet.offsetByCodePoints(0, random.nextInt(alphabet.codePointCount(0, alphabet.length())));
            id.appendCodePoint(alphabet.codePointAt(at));
        }
        return id.toString();
    }

    @Test
    void aModelWithoutUsersKnowsNobody() throws Exception {
        try (var bundle = open(ofUsers(List.of()))) {
            assertThat(bundle.users().count()).isZero();
            assertThat(bundle.users().row("an")).isEqualTo(-1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"an\nbình\nchi", "an\r\nbình\r\nchi\r\n"})
    void lineEndsOfOtherMakersAreUnderstood(String text) throws Exception {
        BundleWriter.write(folder, Samples.description(), Samples.content());
        Files.writeString(folder.resolve("users.txt"), text);
        Manifests.vouchFor(folder, "users.txt");
        try (var bundle = MappedBundle.open(folder, null)) {
            assertThat(bundle.users().row("an")).isZero();
            assertThat(bundle.users().row("chi")).isEqualTo(2);
            assertThat(bundle.users().id(2)).isEqualTo("chi");
        }
    }

    private MappedBundle open(ModelContent content) throws Exception {
        return MappedBundle.open(folder, BundleWriter.write(folder, Samples.description(), content));
    }

    private void assertHasTheUsersOf(ModelContent content) throws Exception {
        var expected = UserRows.of(content);
        try (var bundle = open(content)) {
            var users = bundle.users();
            assertThat(users.count()).isEqualTo(expected.count());
            for (int row = 0; row < expected.count(); row++) {
                assertThat(users.id(row)).isEqualTo(expected.id(row));
                assertThat(users.row(expected.id(row))).isEqualTo(row);
                assertThat(users.seen(row)).isEqualTo(expected.seen(row));
                assertThat(users.weights(row)).isEqualTo(expected.weights(row));
                assertThat(factors(users, row)).isEqualTo(factors(expected, row));
            }
            assertThat(users.row("nobody")).isEqualTo(expected.row("nobody")).isEqualTo(-1);
        }
    }

    /// With room before and after, which must stay as it is.
    private static float[] factors(UserRows users, int row) {
        var factors = new float[] {-7, -7, -7, -7};
        users.copyFactors(row, factors, 1);
        return factors;
    }

    private static ModelContent ofUsers(List<String> users) {
        var sample = Samples.content();
        return new ModelContent(
                new ModelContent.FactorRows(users, 2, new float[2 * users.size()]),
                new ModelContent.FactorRows(sample.items(), 2, sample.itemFactors()),
                new ModelContent.SparseRows(new long[users.size() + 1], new int[0], new float[0]),
                sample.itemPopularity(),
                sample.profile());
    }
}
