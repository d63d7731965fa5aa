package io.recloop.numerics.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ItemSetTest {
    private final ItemSet set = new ItemSet(130);

    @Test
    void holdsWhatWasAddedAndNotRemoved() {
        var rows = new int[] {9, 0, 63, 64, 129, 7};
        set.addAll(rows, 1, 5);
        set.remove(63);

        assertThat(set.contains(0)).isTrue();
        assertThat(set.contains(63)).isFalse();
        assertThat(set.contains(64)).isTrue();
        assertThat(set.contains(129)).isTrue();
        assertThat(set.contains(9)).isFalse();
        assertThat(set.contains(7)).isFalse();
        assertThat(set.size()).isEqualTo(3);
    }

    @Test
    void removingARangeUndoesAddingIt() {
        var rows = new int[] {3, 70, 100};
        set.add(5);
        set.addAll(rows, 0, 3);

        set.removeAll(rows, 0, 3);

        assertThat(set.size()).isEqualTo(1);
        assertThat(set.contains(5)).isTrue();
    }

    @Test
    void takesOverAnotherSetOfTheSameSize() {
        var other = new ItemSet(130);
        other.add(100);
        set.add(1);

        set.addAll(other);

        assertThat(set.size()).isEqualTo(2);
        assertThatThrownBy(() -> set.addAll(new ItemSet(131))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void isEmptyAfterClear() {
        set.add(129);

        set.clear();

        assertThat(set.size()).isZero();
    }

    @Test
    void rowsOutsideAreRefused() {
        assertThatThrownBy(() -> set.add(130)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> set.contains(-1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> new ItemSet(-1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void nextAbsentWalksOverWhatIsNotInTheSet() {
        var set = new ItemSet(200);
        for (int row = 0; row < 200; row++) {
            if (row % 67 != 0) {
                set.add(row);
            }
        }

        assertThat(set.nextAbsent(0)).isZero();
        assertThat(set.nextAbsent(1)).isEqualTo(67);
        assertThat(set.nextAbsent(68)).isEqualTo(134);
        assertThat(set.nextAbsent(135)).isEqualTo(200);
        assertThat(set.nextAbsent(200)).isEqualTo(200);
        assertThat(new ItemSet(5).nextAbsent(4)).isEqualTo(4);
    }
}
