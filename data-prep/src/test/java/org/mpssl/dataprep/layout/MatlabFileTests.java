package org.mpssl.dataprep.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mpssl.UserError;

/**
 * On files that no Java library wrote. {@code scipy.mat} is by scipy 1.17.1, {@code savemat} with
 * {@code do_compression=True} of
 *
 * <ul>
 *   <li>{@code annotations}: 1 x 3 structs with {@code fname}, {@code class} (uint8 196, uint16
 *       300, double 3) and {@code bbox_x1}
 *   <li>{@code class_names}: a 1 x 2 cell array of texts
 *   <li>{@code labels}: 1 x 3 uint8 (77, 102, 1)
 *   <li>{@code column}: 2 x 1 double (1, 2.5)
 * </ul>
 *
 * <p>{@code scipy-v4.mat} has labels in the format of MATLAB 4.
 */
class MatlabFileTests {

    @Test
    void numbersOfAnyWidthHaveNoSign() throws IOException {
        assertThat(read("scipy.mat").numbers("annotations", "class")).containsExactly(196, 300, 3);
        assertThat(read("scipy.mat").numbers("annotations", "bbox_x1")).containsExactly(7, 511, 2);
        assertThat(read("scipy.mat").numbers("labels")).containsExactly(77, 102, 1);
    }

    @Test
    void textsAreRead() throws IOException {
        assertThat(read("scipy.mat").texts("annotations", "fname"))
                .containsExactly("00001.jpg", "00002.jpg", "00003.jpg");
        assertThat(read("scipy.mat").texts("class_names"))
                .containsExactly("AM General Hummer SUV 2000", "Ram C/V Cargo Van Minivan 2012");
    }

    @Test
    void whatIsNotThereIsNamed() throws IOException {
        MatlabFile file = read("scipy.mat");

        refused(() -> file.numbers("setid"), "scipy.mat has no setid, or one of another kind");
        refused(() -> file.numbers("annotations", "test"), "has no annotations.test");
        refused(() -> file.texts("labels"), "has no labels, or one of another kind");
        refused(() -> file.numbers("class_names"), "has no class_names, or one of another kind");
        refused(() -> file.texts("annotations", "class"), "has no annotations.class");
        refused(() -> file.numbers("column"), "has 2.5 where column should be a whole number");
    }

    @Test
    void otherFormatsAreRefused() {
        refused(() -> read("scipy-v4.mat"), "is not a whole MATLAB file of version 5 to 7");
        refused(
                () -> read("<html>".getBytes(StandardCharsets.UTF_8)),
                "is not a whole MATLAB file");
        refused(() -> read(new byte[0]), "is not a whole MATLAB file");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 100, 127, 140, 200, 551})
    void fileThatWasCutShortIsRefused(int length) throws IOException {
        byte[] whole = resource("scipy.mat");

        refused(() -> read(Arrays.copyOf(whole, length)), "is not a whole MATLAB file");
    }

    /** Between two variables the end of a cut file looks like that of a whole one. */
    @Test
    void variableThatWasCutOffIsMissed() throws IOException {
        byte[] whole = resource("scipy.mat");

        refused(() -> read(Arrays.copyOf(whole, 132)).numbers("labels"), "has no labels");
    }

    @Test
    void damageIsRefusedOrDoesNoHarm() throws IOException {
        byte[] whole = resource("scipy.mat");
        for (int i = 0; i < whole.length; i++) {
            for (int change : new int[] {1, 0x80, 0xFF}) {
                byte[] damaged = whole.clone();
                damaged[i] ^= (byte) change;
                readAll(damaged);
            }
        }
    }

    @Test
    void cellThatSaysItIsEndlessIsRefused() {
        byte[] content = Arrays.copyOf(MatBytes.of("labels", new int[] {1, 2, 3}), 128 + 56);
        // Behind the header an array: its kind, 1 for a cell; its shape; its name.
        int[] array = {14, 48, 6, 8, 1, 0, 5, 8, 1, 2_000_000_000, 1, 1, 'x', 0};
        ByteBuffer file = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN).position(128);
        Arrays.stream(array).forEach(file::putInt);

        refused(() -> read(content), "x.mat is not a whole MATLAB file");
    }

    private static void readAll(byte[] content) {
        try {
            MatlabFile file = read(content);
            file.numbers("annotations", "class");
            file.texts("annotations", "fname");
            file.texts("class_names");
            file.numbers("labels");
        } catch (UserError e) {
            assertThat(e).hasMessageContaining("etch it again");
        }
    }

    private static void refused(ThrowingCallable action, String message) {
        assertThatThrownBy(action)
                .isInstanceOf(UserError.class)
                .hasMessageContaining(message)
                .hasMessageContaining("etch it again");
    }

    private static MatlabFile read(String name) throws IOException {
        return MatlabFile.read(Trees.empty().with(name, resource(name)).tree(), name);
    }

    private static MatlabFile read(byte[] content) {
        return MatlabFile.read(Trees.empty().with("x.mat", content).tree(), "x.mat");
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = MatlabFileTests.class.getResourceAsStream(name)) {
            return in.readAllBytes();
        }
    }
}
