package io.recloop.learning.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recloop.numerics.sparse.CsrMatrix;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvInteractionsTest {
    @TempDir
    Path folder;

    private int reads;

    @Test
    void everyRowIsAPositiveAndAPairCountsOnce() throws Exception {
        var dataset = read("user,item\nb,y\na,x\nb,x\nb,y\n");

        assertThat(dataset.users()).containsExactly("a", "b");
        assertThat(dataset.items()).containsExactly("x", "y");
        assertThat(dataset.positives().indptr()).containsExactly(0, 1, 3);
        assertThat(dataset.positives().values()).containsExactly(1, 1, 1);
        assertThat(dataset.disliked().entries()).isZero();
        assertThat(dataset.unexposed().size()).isZero();
    }

    @Test
    void theLastPositiveOfEachUserWhoHasTwoIsHeldOut() throws Exception {
        var dataset = read("timestamp,item,user\n30,x,a\n10,y,a\n20,z,a\n5,x,b\n");

        assertThat(dataset.heldOut().indptr()).containsExactly(0, 1, 1);
        assertThat(dataset.heldOut().contains(0, 0)).isTrue();
        assertThat(dataset.positivesBeforeSlice().indptr()).containsExactly(0, 2, 3);
        assertThat(dataset.trainingDataBeforeSlice().positives().entries()).isEqualTo(3);
    }

    @Test
    void agesCountTheNewerPositivesOfTheSameUser() throws Exception {
        var dataset = read("user,item,time\na,x,30\na,y,10\na,z,20\nb,x,7\nb,y,5\nb,z,5\n");

        assertThat(valuesOf(dataset.trainingData().ages())).containsExactly(0, 2, 1, 0, 1, 1);
        assertThat(dataset.heldOut().indices()).containsExactly(0, 0);
        assertThat(valuesOf(dataset.trainingDataBeforeSlice().ages())).containsExactly(1, 0, 0, 0);
    }

    @Test
    void whatIsNotLikedAgesNothing() throws Exception {
        var dataset = read(
                "user,item,rating,time\na,x,5,10\na,y,1,20\na,z,5,30\n",
                CsvOptions.defaults().withMinimumRating(4));

        assertThat(valuesOf(dataset.trainingData().ages())).containsExactly(1, 0);
    }

    @Test
    void withoutTimesNothingHasAnAge() throws Exception {
        assertThat(read("user,item\na,x\na,y\n").trainingData().ages()).isNull();
        assertThat(read("user,item,time\na,x,5\na,y,5\nb,x,7\n").trainingData().ages())
                .isNull();
    }

    @Test
    void whatIsRatedTooLowIsSeenAndDisliked() throws Exception {
        var dataset = read(
                "User,Item,Stars\na,x,5\na,y,2\na,z,4\n", CsvOptions.defaults().withMinimumRating(4));

        assertThat(dataset.seen().values()).containsExactly(1, 0, 1);
        assertThat(dataset.positives().indices()).containsExactly(0, 2);
        assertThat(dataset.disliked().indices()).containsExactly(1);
        assertThat(dataset.trainingData().disliked().entries()).isEqualTo(1);
    }

    @Test
    void ratingsSayNothingWithoutALeastRating() throws Exception {
        assertThat(read("user,item,rating\na,x,1\na,y,5\n").positives().values())
                .containsExactly(1, 1);
    }

    @Test
    void olderRowsWeighLessInAnyUnitOfTime() throws Exception {
        var halved = CsvOptions.defaults().withHalfLife(Duration.ofSeconds(100));

        assertThat(read("user,item,time\na,x,1000000000\na,y,1000000100\n", halved)
                        .positives()
                        .values())
                .containsExactly(0.5f, 1f);
        assertThat(read("user,item,time\na,x,1000000000000\na,y,1000000100000\n", halved)
                        .positives()
                        .values())
                .containsExactly(0.5f, 1f);
        assertThat(read("user,item,time\na,x,2024-05-01T00:00:00Z\na,y,2024-05-01T00:01:40Z\n", halved)
                        .positives()
                        .values())
                .containsExactly(0.5f, 1f);
    }

    @Test
    void theSameRowsInAnyOrderAreTheSameDataset() throws Exception {
        assertThat(read("user,item,time\na,x,1\nb,y,2\na,z,3\n").version())
                .isEqualTo(read("user,item,time\na,z,3\na,x,1\nb,y,2\n").version());
    }

    @Test
    void quotedIdsMayHoldACommaAndUnicode() throws Exception {
        assertThat(read("user,item\n\"a, b\",kem dưỡng\nc,x\n").users()).containsExactly("a, b", "c");
    }

    @Test
    void aFaultIsNamedWithItsLine() {
        assertFault("user,item,rating\na,x,1\na,y,good\n", "line 3: rating \"good\" is no number");
        assertFault("user,item,rating\na,x,\n", "line 2: rating \"\" is no number");
        assertFault("user,item,time\na,x,1\na,y,soon\nb,y,later\n", "line 3: time \"soon\" is neither", "1 lines more");
        assertFault("user,item\na,x\n,y\n", "line 3: no user");
        assertFault("user,item\na,\n", "line 2: no item");
        assertFault("user,item\na,x\nb,y,z\n", "line 3", "Expected Number of Columns: 2 Found: 3");
        assertFault("user,item\na,x\nb\n", "line 3", "Expected Number of Columns: 2 Found: 1");
        assertFault("a,b\n1,2\n", "line 1: the header has no column user, it is a,b");
        assertFault("", "is empty");
    }

    @Test
    void optionsNeedTheirColumns() {
        assertThatThrownBy(() -> read("user,item\na,x\n", CsvOptions.defaults().withMinimumRating(4)))
                .isInstanceOf(InvalidCsvException.class)
                .hasMessageContaining("no column rating or stars");
        assertThatThrownBy(() -> read("user,item\na,x\n", CsvOptions.defaults().withHalfLife(Duration.ofDays(1))))
                .isInstanceOf(InvalidCsvException.class)
                .hasMessageContaining("no column timestamp, time or order");
    }

    @Test
    void aFileWithoutAPositiveIsTooLittle() {
        assertThatThrownBy(() -> read("user,item\n")).isInstanceOf(TooLittleDataException.class);
        assertThatThrownBy(() ->
                        read("user,item,rating\na,x,1\n", CsvOptions.defaults().withMinimumRating(4)))
                .isInstanceOf(TooLittleDataException.class);
    }

    private void assertFault(String csv, String... said) {
        ThrowingCallable reading = () -> read(csv);
        assertThatThrownBy(reading).isInstanceOf(InvalidCsvException.class).hasMessageContainingAll(said);
    }

    private Dataset read(String csv) throws Exception {
        return read(csv, CsvOptions.defaults());
    }

    private static float[] valuesOf(@Nullable CsrMatrix ages) {
        return Objects.requireNonNull(ages).values();
    }

    private Dataset read(String csv, CsvOptions options) throws Exception {
        var work = Files.createDirectories(folder.resolve("read-" + reads++));
        return CsvInteractions.read(Files.writeString(work.resolve("data.csv"), csv), options, work);
    }
}
