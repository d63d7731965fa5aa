package io.recloop.recommender.reranking;

import io.recloop.recommender.ranking.SimilarityBasis;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.time.Duration;

@ConfigMapping(prefix = "recloop.recommender.reranking")
public interface RerankingConfig {
    /// Number of candidates for each item of a list that is put in another order than the model's.
    @WithDefault("5")
    int candidatesPerItem();

    /// Factor by which the number of candidates grows, as often as caps leave too few of them for a full list.
    @WithDefault("5")
    int widening();

    /// Maximum number of candidates of a list, however many of them caps leave out.
    @WithDefault("20000")
    int maxCandidates();

    /// A user with this number of likes is no longer of the segment `new`.
    @WithDefault("3")
    int lightFrom();

    /// A user with this number of likes is of the segment `heavy`.
    @WithDefault("30")
    int heavyFrom();

    /// The attribute of an item that says how good it is, as a number.
    @WithDefault("rating")
    String qualityAttribute();

    /// The weights for each segment.
    Segments weights();

    DiversityConfig diversity();

    ExplorationConfig exploration();

    interface Segments {
        @WithName("new")
        SignalWeights newcomers();

        SignalWeights light();

        SignalWeights heavy();
    }

    interface SignalWeights {
        /// From 0 to 10, as all of them: the score of the model.
        @WithDefault("1")
        double collaborative();

        /// How alike the text of an item is to the texts of what the user liked.
        @WithDefault("0")
        double content();

        /// The logarithm of how many liked an item.
        @WithDefault("0")
        double popularity();

        /// The quality attribute.
        @WithDefault("0")
        double quality();
    }

    interface DiversityConfig {
        /// 1 for no diversity, down to 0 for nothing else.
        @WithDefault("1")
        double lambda();

        /// A cosine up to here is not taken into account.
        @WithDefault("0")
        double threshold();

        /// By how much the similarity is multiplied.
        @WithDefault("1")
        double penalty();

        /// `factors`: who likes the items; `content`: what their texts say.
        @WithDefault("factors")
        SimilarityBasis by();

        /// Maximum number of items of one category in a response; 0 for no limit.
        @WithDefault("0")
        int maxPerCategory();
    }

    interface ExplorationConfig {
        /// The share of a list's attention that new items get, 0 to 0.5; 0 is off.
        @WithDefault("0")
        double share();

        /// The position of the first slot for them.
        @WithDefault("5")
        int position();

        /// For how long an item is new.
        @WithDefault("14d")
        Duration newFor();

        /// An item with more positives than this is known well enough.
        @WithDefault("5")
        int mostPositives();
    }
}
