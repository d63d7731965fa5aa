package io.recloop.learning.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HashedNgramsTest {
    private static final int DIMENSIONS = 512;

    private final HashedNgrams encoder = new HashedNgrams(DIMENSIONS, 2);

    @Test
    void textsThatShareWordsAreNearerThanTextsThatDoNot() throws InterruptedException {
        var vectors = encode(
                "Matte lipstick, red [SEP] Long lasting colour",
                "Lipstick matte coral [SEP] Colour that lasts",
                "Running shoes for men [SEP] Light sole");

        assertThat(product(vectors, 0, 1)).isGreaterThan(product(vectors, 0, 2) + 0.2);
    }

    @Test
    void vietnameseWithoutAccentsIsNearToTheSameWithThem() throws InterruptedException {
        var vectors =
                encode("Son môi lì đỏ cam dưỡng ẩm", "son moi li do cam duong am", "Nước hoa hồng cấp ẩm cho da dầu");

        assertThat(product(vectors, 0, 1)).isGreaterThan(0.6);
        assertThat(product(vectors, 0, 2)).isLessThan(0.3);
    }

    @Test
    void accentsStillTellVietnameseWordsApart() throws InterruptedException {
        var vectors = encode("dưỡng ẩm", "dương âm");

        assertThat(product(vectors, 0, 1)).isLessThan(0.95);
    }

    @Test
    void composedAndDecomposedLettersAreTheSameText() throws InterruptedException {
        var vectors = encode("Dưỡng ẩm", "Dưỡng ẩm");

        assertThat(product(vectors, 0, 1)).isCloseTo(1, within(1e-5));
    }

    @Test
    void caseAndPunctuationMakeNoDifference() throws InterruptedException {
        var vectors = encode("SERUM: Vitamin-C!", "serum vitamin c");

        assertThat(product(vectors, 0, 1)).isCloseTo(1, within(1e-5));
    }

    @Test
    void everyVectorIsOfUnitLengthAndATextThatSaysNothingIsZero() throws InterruptedException {
        var vectors = encode("One", "말 한국어", "…", "", "[SEP]  [SEP] ");

        assertThat(product(vectors, 0, 0)).isCloseTo(1, within(1e-5));
        assertThat(product(vectors, 1, 1)).isCloseTo(1, within(1e-5));
        for (int text = 2; text < 5; text++) {
            assertThat(product(vectors, text, text)).isZero();
        }
    }

    @Test
    void theSeparatorIsNoWord() throws InterruptedException {
        var vectors = encode("blue [SEP] cotton", "blue [SEP]  [SEP] cotton");

        assertThat(product(vectors, 0, 1)).isCloseTo(1, within(1e-5));
    }

    @Test
    void anyNumberOfThreadsAndAnyNeighboursGiveTheSameVector() throws InterruptedException {
        var texts =
                IntStream.range(0, 300).mapToObj(i -> "item number " + i * i).toList();

        var alone = new HashedNgrams(DIMENSIONS, 1).encode(texts, EncodingProgress.SILENT);
        var together = new HashedNgrams(DIMENSIONS, 3).encode(texts, EncodingProgress.SILENT);
        var single = encoder.encode(List.of(texts.get(77)), EncodingProgress.SILENT);

        assertThat(together).isEqualTo(alone);
        assertThat(single).containsExactly(java.util.Arrays.copyOfRange(alone, 77 * DIMENSIONS, 78 * DIMENSIONS));
    }

    @Test
    void tellsHowFarItIs() throws InterruptedException {
        var heard = new ArrayList<Integer>();

        encoder.encode(Collections.nCopies(150, "text"), (done, total) -> heard.add(done));

        assertThat(heard).isSorted().endsWith(150);
    }

    @Test
    void refusesDimensionsThatCannotBe() {
        assertThatThrownBy(() -> new HashedNgrams(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("dimensions must be in 16..8192, was 0");
    }

    private float[] encode(String... texts) throws InterruptedException {
        return encoder.encode(List.of(texts), EncodingProgress.SILENT);
    }

    private static double product(float[] vectors, int a, int b) {
        double sum = 0;
        for (int d = 0; d < DIMENSIONS; d++) {
            sum += (double) vectors[a * DIMENSIONS + d] * vectors[b * DIMENSIONS + d];
        }
        return sum;
    }
}
