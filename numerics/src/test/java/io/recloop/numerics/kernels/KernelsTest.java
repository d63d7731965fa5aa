package io.recloop.numerics.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class KernelsTest {
    @Test
    void vectorKernelsServeWhereTheIncubatorModuleIs() {
        assertThat(ModuleLayer.boot().findModule("jdk.incubator.vector")).isPresent();
        assertThat(Kernels.active()).startsWith("vector, ").endsWith(" bits");
        assertThat(Kernels.ACTIVE).isInstanceOf(VectorKernels.class);
    }

    @Test
    void gramFillsBothTriangles() {
        var out = new float[4];

        Kernels.gram(new float[] {1, 2, 3, 4, 5, 6}, 3, 2, out);

        assertThat(out).containsExactly(35, 44, 44, 56);
    }

    @Test
    void gramOfNoRowsIsZero() {
        var out = new float[] {9, 9, 9, 9};

        Kernels.gram(new float[0], 0, 2, out);

        assertThat(out).containsOnly(0);
    }

    @Test
    void normIsTheEuclideanLength() {
        assertThat(Kernels.norm(new float[] {7, 3, 4}, 1, 2)).isCloseTo(5, within(1e-6f));
    }

    @Test
    void rangesOutsideTheArrayAreRefused() {
        var three = new float[3];
        var nine = new float[9];
        assertThatThrownBy(() -> Kernels.dot(three, 1, three, 0, 3)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> Kernels.dot(three, 0, three, -1, 1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> Kernels.dot(new double[2], 0, new double[3], 0, 3))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> Kernels.axpy(1, three, 0, three, 2, 2)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> Kernels.scale(1, three, 2, 2)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> Kernels.timesMatrix(nine, 0, 2, nine, 4, nine, 0))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> Kernels.gram(nine, 4, 3, nine)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> Kernels.addGram(nine, 2, 1, 3, new double[9]))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void dotOfArraysOfDifferentLengthsIsRefused() {
        assertThatThrownBy(() -> Kernels.dot(new float[2], new float[3]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2 != 3");
    }
}
