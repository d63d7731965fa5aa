package io.recloop.contracts.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recloop.contracts.bundle.CorruptBundleException.Kind;
import io.recloop.contracts.events.EventCodec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What format 2 added: biases, weights of items on items, a content prior.
class BundleAdditionsTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden");

    @TempDir
    Path folder;

    @Test
    void biasesAndContentPriorAreReadBack() throws Exception {
        var hash = BundleWriter.write(folder, Samples.description(), Samples.factorsWithAdditions());
        assertIsFactorsWithAdditions(BundleReader.read(folder, hash));
    }

    @Test
    void aModelOfItemWeightsHasNoFactors() throws Exception {
        var hash = BundleWriter.write(folder, Samples.description(), Samples.itemWeights());
        assertIsItemWeights(BundleReader.read(folder, hash));
        assertThat(folder.resolve("item_factors.npy")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"bundle-v2-factors", "bundle-v2-weights"})
    void theGoldenBundlesOfVersion2LoadForEverAndAreStillWrittenByteForByte(String name) throws Exception {
        var golden = GOLDEN.resolve(name);
        var hash = Files.readString(GOLDEN.resolve(name + ".sha256")).strip();
        boolean factors = name.endsWith("factors");
        var content = factors ? Samples.factorsWithAdditions() : Samples.itemWeights();
        if (factors) {
            assertIsFactorsWithAdditions(BundleReader.read(golden, hash));
        } else {
            assertIsItemWeights(BundleReader.read(golden, hash));
        }
        assertThat(BundleWriter.write(folder, Samples.description(), content)).isEqualTo(hash);
    }

    @Test
    void whatVersion1CanSayIsStillSaidInVersion1() throws Exception {
        BundleWriter.write(folder, Samples.description(), Samples.content());
        assertThat(BundleReader.readManifest(folder, null).formatVersion()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"item_embeddings.npy", "content_map.npy"})
    void halfAContentPriorIsRefused(String missing) throws Exception {
        BundleWriter.write(folder, Samples.description(), Samples.factorsWithAdditions());
        unlist(missing);
        assertCorrupt(Kind.SHAPE, "manifest.json lists a part of [content_map.npy, item_embeddings.npy]");
    }

    @Test
    void neitherFactorsNorWeightsIsRefused() throws Exception {
        BundleWriter.write(folder, Samples.description(), Samples.content());
        unlist("item_factors.npy", "user_factors.npy");
        assertCorrupt(Kind.SHAPE, "manifest.json must list either item_factors.npy or item_weights_values.npy");
    }

    @Test
    void weightsBesideAFactorCountAreRefused() throws Exception {
        BundleWriter.write(folder, Samples.description(), Samples.itemWeights());
        rewriteManifest(manifest -> manifest.put("factors", 2));
        assertCorrupt(Kind.SHAPE, "a model of item weights has no factors, but 2");
    }

    @Test
    void aBiasThatIsNotANumberIsRefused() throws Exception {
        BundleWriter.write(folder, Samples.description(), Samples.factorsWithAdditions());
        NpyFile.write(folder.resolve("item_biases.npy"), new float[] {0, 1, Float.NaN, 3}, 0);
        rehash("item_biases.npy");
        assertCorrupt(Kind.NUMBERS, "element 2 of item_biases.npy is NaN");
    }

    @Test
    void aWeightOfAnItemOutsideTheCatalogueIsRefused() throws Exception {
        BundleWriter.write(folder, Samples.description(), Samples.itemWeights());
        NpyFile.write(folder.resolve("item_weights_indices.npy"), new int[] {1, 4, 0, 2});
        rehash("item_weights_indices.npy");
        assertCorrupt(Kind.NUMBERS, "row 0 of item_weights_indices.npy does not ascend within 0..4");
    }

    @Test
    void embeddingsOfOtherDimensionsThanTheMapAreRefused() throws Exception {
        BundleWriter.write(folder, Samples.description(), Samples.factorsWithAdditions());
        NpyFile.write(folder.resolve("content_map.npy"), new float[] {1, 2, 3, 4}, 2);
        rehash("content_map.npy");
        assertCorrupt(Kind.SHAPE, "item_embeddings.npy is <f4 [4, 3], it must be <f4 [4, 2]");
    }

    @Test
    void partsThatDoNotFitTheModelAreNotEvenTaken() {
        var content = Samples.content();
        assertThatThrownBy(() -> content.withItemBiases(new float[3]))
                .hasMessage("item biases must have 4 elements, has 3");
        assertThatThrownBy(() ->
                        content.withItemWeights(new ModelContent.SparseRows(new long[5], new int[0], new float[0])))
                .hasMessage("factors beside item weights must have 0 elements, has 2");
        assertThatThrownBy(
                        () -> content.withContentPrior(new ModelContent.ContentPrior(3, new float[12], new float[9])))
                .hasMessage("content map must have 6 elements, has 9");
    }

    private static void assertIsFactorsWithAdditions(BundleReader.Bundle bundle) {
        var expected = Samples.factorsWithAdditions();
        var content = bundle.content();
        assertThat(bundle.manifest().formatVersion()).isEqualTo(2);
        assertThat(content.itemFactors()).isEqualTo(expected.itemFactors());
        assertThat(content.itemBiases()).isEqualTo(expected.itemBiases());
        assertThat(content.itemWeights()).isNull();
        assertThat(content.contentPrior().dimensions()).isEqualTo(3);
        assertThat(content.contentPrior().itemEmbeddings())
                .isEqualTo(expected.contentPrior().itemEmbeddings());
        assertThat(content.contentPrior().map())
                .isEqualTo(expected.contentPrior().map());
    }

    private static void assertIsItemWeights(BundleReader.Bundle bundle) {
        var expected = Samples.itemWeights().itemWeights();
        var content = bundle.content();
        assertThat(bundle.manifest().formatVersion()).isEqualTo(2);
        assertThat(content.factors()).isZero();
        assertThat(content.itemFactors()).isEmpty();
        assertThat(content.itemWeights().indptr()).isEqualTo(expected.indptr());
        assertThat(content.itemWeights().indices()).isEqualTo(expected.indices());
        assertThat(content.itemWeights().weights()).isEqualTo(expected.weights());
        assertThat(content.itemBiases()).isNull();
    }

    private void assertCorrupt(Kind kind, String message) {
        var refusal = catchThrowableOfType(CorruptBundleException.class, () -> BundleReader.read(folder, null));
        assertThat(refusal).isNotNull().hasMessageStartingWith(message);
        assertThat(refusal.kind()).isEqualTo(kind);
    }

    private void unlist(String... names) throws IOException {
        rewriteManifest(manifest -> ((ObjectNode) manifest.get("files")).remove(java.util.List.of(names)));
    }

    private void rehash(String name) throws IOException {
        var entry = BundleFormat.entry(folder.resolve(name));
        rewriteManifest(manifest -> ((ObjectNode) manifest.get("files").get(name))
                .put("bytes", entry.bytes())
                .put("sha256", entry.sha256()));
    }

    private void rewriteManifest(Consumer<ObjectNode> change) throws IOException {
        var file = folder.resolve("manifest.json");
        var manifest = (ObjectNode) EventCodec.JSON.readTree(file.toFile());
        change.accept(manifest);
        Files.write(file, EventCodec.JSON.writeValueAsBytes(manifest));
    }
}
