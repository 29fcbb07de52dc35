package org.mpssl.dataprep.layout;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import us.hebi.matlab.mat.format.Mat5;
import us.hebi.matlab.mat.types.MatFile;
import us.hebi.matlab.mat.types.Matrix;
import us.hebi.matlab.mat.types.Sinks;

/** MATLAB files of vectors. */
final class MatBytes {

    private MatBytes() {}

    /** Returns a file with vectors of doubles: a name, its values, a name, its values. */
    static byte[] of(Object... namesAndValues) {
        MatFile file = Mat5.newMatFile();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            int[] values = (int[]) namesAndValues[i + 1];
            Matrix matrix = Mat5.newMatrix(1, values.length);
            for (int j = 0; j < values.length; j++) {
                matrix.setDouble(j, values[j]);
            }
            file.addArray((String) namesAndValues[i], matrix);
        }
        byte[] bytes = new byte[1 << 16];
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        try {
            Mat5.newWriter(Sinks.wrap(buffer)).writeMat(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Arrays.copyOf(bytes, buffer.position());
    }
}
