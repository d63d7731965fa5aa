package io.recloop.learning.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.recloop.learning.dataset.ItemText;
import io.recloop.learning.engine.AlsSettings;
import io.recloop.learning.engine.AlsTrainer;
import io.recloop.learning.engine.TrainingContext;
import io.recloop.learning.engine.TrainingData;
import io.recloop.learning.evaluation.FullRanking;
import io.recloop.learning.evaluation.Rankers;
import io.recloop.numerics.kernels.ItemSet;
import io.recloop.numerics.sparse.CsrMatrix;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// From the words of the catalogue to lists: users each keep to one kind of item, and every tenth item is hidden.
class ColdItemTextsTest {
    private static final int USERS = 400;
    private static final int ITEMS = 200;
    private static final List<String> KINDS =
            List.of("Son môi", "Kem chống nắng", "Running shoes", "Green tea", "Novel");

    @Test
    void itemsThatNobodyHadReachTheListsByWhatIsSaidOfThem() throws InterruptedException {
        var hidden = new ItemSet(ITEMS);
        var texts = new ArrayList<Optional<ItemText>>();
        for (int item = 0; item < ITEMS; item++) {
            if (item % 10 == item / 10 % 10) {
                hidden.add(item);
            }
            var name = "%s no. %d".formatted(KINDS.get(item % KINDS.size()), item);
            texts.add(Optional.of(new ItemText(name, null, null, List.of(), Map.of())));
        }
        var seen = interactions(hidden, false);
        var wanted = interactions(hidden, true);
        var content = ItemContents.of(texts, new HashedNgrams(256, 2), EncodingProgress.SILENT);
        var data = new TrainingData(seen, CsrMatrix.ofPairs(USERS, ITEMS, new int[0], new int[0]), hidden, content);
        var settings = AlsSettings.defaults().with("factors", 16).withThreads(2);

        double with = recall(settings, data, wanted);
        double without = recall(settings.with("contentWeight", 0), data, wanted);

        assertThat(with).isGreaterThan(5 * Math.max(without, 10.0 / ITEMS));
    }

    private static double recall(AlsSettings settings, TrainingData data, CsrMatrix wanted) {
        var model = new AlsTrainer(settings).train(data, TrainingContext.ALONE).model();
        return new FullRanking(data.positives(), wanted, 10, 2)
                .evaluate(Rankers.asTrained(model, data.positives()))
                .metrics()
                .recall();
    }

    /// Three quarters of the items of the user's kind, of which the hidden ones or the others.
    private static CsrMatrix interactions(ItemSet hidden, boolean hiddenOnes) {
        var random = new SplittableRandom(11);
        var users = new ArrayList<Integer>();
        var items = new ArrayList<Integer>();
        for (int user = 0; user < USERS; user++) {
            for (int item = user % KINDS.size(); item < ITEMS; item += KINDS.size()) {
                if (random.nextInt(4) > 0 && hidden.contains(item) == hiddenOnes) {
                    users.add(user);
                    items.add(item);
                }
            }
        }
        return CsrMatrix.ofPairs(
                USERS,
                ITEMS,
                users.stream().mapToInt(Integer::intValue).toArray(),
                items.stream().mapToInt(Integer::intValue).toArray());
    }
}
