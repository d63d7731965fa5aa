package io.recloop.contracts.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recloop.contracts.bundle.CorruptBundleException.Kind;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class BundleTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden/bundle-v1");

    @TempDir
    Path folder;

    private String hash = "";

    @BeforeEach
    void write() throws IOException {
        hash = BundleWriter.write(folder, Samples.description(), Samples.content());
    }

    @Test
    void readsBackWhatWasWritten() throws Exception {
        assertIsTheSample(BundleReader.read(folder, hash));
    }

    @Test
    void theGoldenBundleOfVersion1LoadsForEver() throws Exception {
        assertIsTheSample(BundleReader.read(
                GOLDEN,
                Files.readString(GOLDEN.resolveSibling("bundle-v1.sha256")).strip()));
    }

    @Test
    void theWriterStillWritesTheGoldenBundleByteForByte() throws IOException {
        for (Path golden : list(GOLDEN)) {
            assertThat(folder.resolve(golden.getFileName())).hasSameBinaryContentAs(golden);
        }
        assertThat(list(folder)).hasSameSizeAs(list(GOLDEN));
    }

    @Test
    void theElementsBeginAtAMultipleOf64SoThatTheyCanBeMapped() throws IOException {
        byte[] file = Files.readAllBytes(folder.resolve("item_factors.npy"));
        assertThat((file.length - 8 * Float.BYTES) % 64).isZero();
    }

    static Stream<String> files() {
        return Stream.of(
                "user_factors.npy",
                "item_factors.npy",
                "users.txt",
                "items.txt",
                "seen_indptr.npy",
                "seen_indices.npy",
                "seen_weights.npy",
                "item_popularity.npy",
                "profile.json");
    }

    @ParameterizedTest
    @MethodSource("files")
    void aTruncatedFileIsCorrupt(String name) throws IOException {
        try (var file = new RandomAccessFile(folder.resolve(name).toFile(), "rw")) {
            file.setLength(file.length() - 1);
        }
        assertCorrupt(Kind.CHECKSUM, name + " has ");
    }

    @ParameterizedTest
    @MethodSource("files")
    void aFlippedBitIsCorrupt(String name) throws IOException {
        try (var file = new RandomAccessFile(folder.resolve(name).toFile(), "rw")) {
            file.seek(file.length() - 1);
            int last = file.read();
            file.seek(file.length() - 1);
            file.write(last ^ 1);
        }
        assertCorrupt(Kind.CHECKSUM, name + " has another hash than the manifest says");
    }

    @ParameterizedTest
    @MethodSource("files")
    void aMissingFileIsCorrupt(String name) throws IOException {
        Files.delete(folder.resolve(name));
        assertCorrupt(Kind.CHECKSUM, name + " is missing");
    }

    @Test
    void aFolderWithoutAManifestIsUnfinished() throws IOException {
        Files.delete(folder.resolve("manifest.json"));
        assertCorrupt(Kind.UNREADABLE, "the bundle has no manifest.json");
    }

    @Test
    void anotherManifestThanWasAnnouncedIsCorrupt() {
        hash = "0".repeat(64);
        assertCorrupt(Kind.CHECKSUM, "manifest.json has another hash than was announced");
    }

    @Test
    void aLaterFormatIsTooNewWhateverElseItHolds() throws IOException {
        rewriteManifest(manifest -> {
            manifest.put("formatVersion", 3);
            manifest.remove("files");
        });
        assertThatThrownBy(() -> BundleReader.read(folder, null))
                .isInstanceOf(BundleTooNewException.class)
                .hasMessage("the bundle has format 3, the newest that can be read is 2: upgrade the reader first");
    }

    @Test
    void anEarlierFormatIsTooOld() throws IOException {
        rewriteManifest(manifest -> manifest.put("formatVersion", 0));
        assertThatThrownBy(() -> BundleReader.read(folder, null))
                .isInstanceOf(BundleTooOldException.class)
                .hasMessage("the bundle has format 0, the oldest that can be read is 1: train the model again");
    }

    @Test
    void factorsThatAreNotNumbersAreRefusedAlsoWhereEveryHashAgrees() throws Exception {
        NpyFile.write(folder.resolve("item_factors.npy"), new float[] {1, 2, 3, Float.NaN, 5, 6, 7, 8}, 2);
        rehash("item_factors.npy");
        assertCorrupt(Kind.NUMBERS, "element 3 of item_factors.npy is NaN");
    }

    @Test
    void arraysThatDoNotFitTheManifestAreRefused() throws Exception {
        NpyFile.write(folder.resolve("item_factors.npy"), new float[] {1, 2, 3, 4}, 2);
        rehash("item_factors.npy");
        assertCorrupt(Kind.SHAPE, "item_factors.npy is <f4 [2, 2], it must be <f4 [4, 2]");
    }

    @Test
    void anIndexOutsideTheCatalogueIsRefused() throws Exception {
        NpyFile.write(folder.resolve("seen_indices.npy"), new int[] {0, 3, 0, 1, 4});
        rehash("seen_indices.npy");
        assertCorrupt(Kind.NUMBERS, "row 2 of seen_indices.npy does not ascend within 0..4");
    }

    @Test
    void factorsOfUsersThatAreNotNumbersAreRefused() throws Exception {
        NpyFile.write(folder.resolve("user_factors.npy"), new float[] {1, 2, 3, 4, Float.NEGATIVE_INFINITY, 6}, 2);
        rehash("user_factors.npy");
        assertCorrupt(Kind.NUMBERS, "element 4 of user_factors.npy is -Infinity");
    }

    @Test
    void historiesThatDoNotAscendAreRefused() throws Exception {
        NpyFile.write(folder.resolve("seen_indptr.npy"), new long[] {0, 3, 2, 5});
        rehash("seen_indptr.npy");
        assertCorrupt(Kind.NUMBERS, "seen_indptr.npy does not ascend from 0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"an\nbình\n", "an\nbình\nchi\nanother"})
    void anotherNumberOfUsersThanTheManifestSaysIsRefused(String users) throws Exception {
        Files.writeString(folder.resolve("users.txt"), users);
        rehash("users.txt");
        assertCorrupt(Kind.SHAPE, "users.txt has ");
    }

    @Test
    void aUserTwiceIsRefused() throws Exception {
        Files.writeString(folder.resolve("users.txt"), "an\nchi\nan\n");
        rehash("users.txt");
        assertCorrupt(Kind.SHAPE, "users.txt has an id twice");
    }

    @Test
    void usersThatAreNotUtf8AreRefused() throws Exception {
        Files.write(folder.resolve("users.txt"), new byte[] {'a', '\n', (byte) 0xC3, '\n', 'b', '\n'});
        rehash("users.txt");
        assertCorrupt(Kind.UNREADABLE, "users.txt is not UTF-8");
    }

    @Test
    void anIdTwiceIsRefused() throws Exception {
        Files.write(folder.resolve("items.txt"), List.of("i1", "i2", "i1", "i4"));
        rehash("items.txt");
        assertCorrupt(Kind.SHAPE, "items.txt has an id twice");
    }

    @Test
    void aManifestThatListsAFileElsewhereIsRefused() throws IOException {
        rewriteManifest(manifest -> ((ObjectNode) manifest.get("files"))
                .putObject("../../secret.txt")
                .put("bytes", 1)
                .put("sha256", "0".repeat(64)));
        assertCorrupt(Kind.SHAPE, "manifest.json lists a file name that no bundle has");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "{\"formatVersion\":\"1\"}", "{\"formatVersion\":1}"})
    void aManifestThatIsNoneIsUnreadable(String json) throws IOException {
        Files.writeString(folder.resolve("manifest.json"), json);
        hash = null;
        var refusal = catchThrowableOfType(CorruptBundleException.class, () -> BundleReader.read(folder, null));
        assertThat(refusal.kind()).isEqualTo(Kind.UNREADABLE);
    }

    @Test
    void theWriterRefusesWhatTheReaderWould(@TempDir Path other) {
        var sample = Samples.content();
        var broken = new ModelContent(
                new ModelContent.FactorRows(sample.users(), 2, sample.userFactors()),
                new ModelContent.FactorRows(
                        sample.items(), 2, new float[] {1, Float.POSITIVE_INFINITY, 3, 4, 5, 6, 7, 8}),
                sample.seen(),
                sample.itemPopularity(),
                sample.profile());
        assertThatThrownBy(() -> BundleWriter.write(other, Samples.description(), broken))
                .hasMessage("element 1 of item_factors.npy is not finite");
        assertThatThrownBy(() -> BundleWriter.write(folder, Samples.description(), sample))
                .hasMessage("the folder for a bundle must be empty");
    }

    private static void assertIsTheSample(BundleReader.Bundle bundle) throws CorruptBundleException {
        var expected = Samples.content();
        var content = bundle.content();
        assertThat(bundle.manifest().modelId()).isEqualTo(Samples.MODEL);
        assertThat(bundle.manifest().offsets()).isEqualTo(Samples.description().offsets());
        assertThat(AlsParameters.of(bundle.manifest())).isEqualTo(new AlsParameters(0.1, 0.05, 1));
        assertThat(content.users()).isEqualTo(expected.users());
        assertThat(content.items()).isEqualTo(expected.items());
        assertThat(content.userFactors()).isEqualTo(expected.userFactors());
        assertThat(content.itemFactors()).isEqualTo(expected.itemFactors());
        assertThat(content.seen().indptr()).isEqualTo(expected.seen().indptr());
        assertThat(content.seen().indices()).isEqualTo(expected.seen().indices());
        assertThat(content.seen().weights()).isEqualTo(expected.seen().weights());
        assertThat(content.itemPopularity()).isEqualTo(expected.itemPopularity());
        assertThat(content.profile()).isEqualTo(expected.profile());
    }

    /// By the reader of all and by the one for serving.
    private void assertCorrupt(Kind kind, String message) {
        assertCorrupt(
                kind,
                message,
                catchThrowableOfType(CorruptBundleException.class, () -> BundleReader.read(folder, hash)));
        assertCorrupt(
                kind,
                message,
                catchThrowableOfType(CorruptBundleException.class, () -> MappedBundle.open(folder, hash)));
    }

    private static void assertCorrupt(Kind kind, String message, CorruptBundleException refusal) {
        assertThat(refusal).isNotNull().hasMessageStartingWith(message);
        assertThat(refusal.kind()).isEqualTo(kind);
    }

    private void rewriteManifest(Consumer<ObjectNode> change) throws IOException {
        Manifests.rewrite(folder, change);
        hash = null;
    }

    private void rehash(String name) throws IOException {
        Manifests.vouchFor(folder, name);
        hash = null;
    }

    private static List<Path> list(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.toList();
        }
    }
}
