package io.recloop.recommender.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.recloop.contracts.bundle.ModelContent.ContentPrior;
import io.recloop.recommender.stack.SyntheticModel;
import java.util.List;
import org.junit.jupiter.api.Test;

class ItemVectorsTest {
    /// Of cosines of three numbers in single precision.
    private static final double ERROR = 1e-6;

    private final ItemVectors vectors = new ItemVectors(new float[] {3, 4, 0, 4, 3, 0, 0, 0, 0, 0, 0, 2}, 3);

    @Test
    void comparesByDirectionAndTheZeroVectorWithNothing() {
        assertThat(vectors.cosine(0, 0)).isCloseTo(1, within(ERROR));
        assertThat(vectors.cosine(0, 1)).isCloseTo(0.96, within(ERROR));
        assertThat(vectors.cosine(0, 3)).isZero();
        assertThat(vectors.cosine(0, 2)).isZero();
        assertThat(vectors.cosine(2, 2)).isZero();
    }

    @Test
    void contentFitsWhatWasLikedByItsWeight() {
        var content = new SyntheticModel(1, 1, 12, 4).content();
        var embeddings = new float[24];
        embeddings[0] = 1;
        embeddings[3] = 1;
        embeddings[4] = 1;
        var model = RankingModelFactory.als(
                content.withContentPrior(new ContentPrior(2, embeddings, new float[8])),
                SyntheticModel.PARAMETERS,
                Recency.NONE);
        var userVector = model.userVector(
                null, List.of(new Interaction("i0", Signal.POSITIVE), new Interaction("i1", Signal.POSITIVE)));
        var fit = model.contentFit(userVector).orElseThrow();
        assertThat(fit.applyAsDouble(2)).isCloseTo(Math.sqrt(0.5), within(ERROR));
        assertThat(fit.applyAsDouble(5)).isZero();
        assertThat(model.contentFit(model.userVector(null, List.of()))).isEmpty();
        assertThat(RankingModelFactory.als(content, SyntheticModel.PARAMETERS, Recency.NONE)
                        .contentFit(userVector))
                .isEmpty();
    }
}
