package io.recloop.training.runs.fitting;

import io.recloop.learning.engine.Ages;
import io.recloop.learning.engine.TrainingData;
import io.recloop.learning.evaluation.FullRanking;
import io.recloop.learning.tuning.Judge;
import io.recloop.learning.tuning.RankingJudge;
import io.recloop.numerics.sparse.CsrMatrix;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/// A part of what trainers may learn from, kept from them: one positive each of some users drawn at
/// random, their newest, or any where the order is not known. It lies before the slice on which the gate judges,
/// so that whatever is chosen by it is new to the gate.
///
/// @param learn  the rest
/// @param wanted one positive of each user that was drawn
public record ValidationPart(TrainingData learn, CsrMatrix wanted) {
    /// A user whose positive is taken keeps at least two.
    private static final int LEAST_POSITIVES = 3;

    public static final int K = 10;
    private static final long SEED = 20_010;

    /// The same for the same data.
    ///
    /// @param users the most that are drawn
    public static ValidationPart of(TrainingData data, int users) {
        return of(data, users, SEED);
    }

    /// By NDCG@10, with what the users had otherwise masked.
    public Judge judge(int threads) {
        return new RankingJudge(new FullRanking(learn.positives(), wanted, K, threads));
    }

    static ValidationPart of(TrainingData data, int users, long seed) {
        var positives = data.positives();
        var random = new SplittableRandom(seed);
        int[] eligible = IntStream.range(0, positives.rows())
                .filter(user -> positives.rowLength(user) >= LEAST_POSITIVES)
                .toArray();
        int drawn = Math.min(users, eligible.length);
        for (int place = 0; place < drawn; place++) {
            int other = place + random.nextInt(eligible.length - place);
            int user = eligible[other];
            eligible[other] = eligible[place];
            eligible[place] = user;
        }
        int[] chosen = Arrays.copyOf(eligible, drawn);
        Arrays.sort(chosen);
        var taken = new int[positives.rows()];
        Arrays.fill(taken, -1);
        for (int user : chosen) {
            taken[user] = positives.rowStart(user)
                    + (data.ages() == null ? random.nextInt(positives.rowLength(user)) : newest(data.ages(), user));
        }
        var learn = new TrainingData(without(positives, taken), data.disliked(), data.unexposed(), data.content());
        return new ValidationPart(
                data.ages() == null ? learn : learn.withAges(Ages.of(without(data.ages(), taken))),
                only(positives, chosen, taken));
    }

    private static int newest(CsrMatrix ages, int user) {
        int newest = ages.rowStart(user);
        for (int entry = newest + 1; entry < ages.rowEnd(user); entry++) {
            newest = ages.values()[entry] < ages.values()[newest] ? entry : newest;
        }
        return newest - ages.rowStart(user);
    }

    private static CsrMatrix without(CsrMatrix matrix, int[] taken) {
        int size = matrix.entries()
                - (int) Arrays.stream(taken).filter(entry -> entry >= 0).count();
        var indptr = new int[matrix.rows() + 1];
        var indices = new int[size];
        var values = new float[size];
        int next = 0;
        for (int row = 0; row < matrix.rows(); row++) {
            for (int entry = matrix.rowStart(row); entry < matrix.rowEnd(row); entry++) {
                if (entry != taken[row]) {
                    indices[next] = matrix.indices()[entry];
                    values[next++] = matrix.values()[entry];
                }
            }
            indptr[row + 1] = next;
        }
        return new CsrMatrix(matrix.rows(), matrix.cols(), indptr, indices, values);
    }

    private static CsrMatrix only(CsrMatrix matrix, int[] users, int[] taken) {
        var items =
                Arrays.stream(users).map(user -> matrix.indices()[taken[user]]).toArray();
        return CsrMatrix.ofPairs(matrix.rows(), matrix.cols(), users, items);
    }
}
