package org.mpssl.dataprep.rehearsal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import us.hebi.matlab.mat.format.Mat5;
import us.hebi.matlab.mat.format.Mat5File;
import us.hebi.matlab.mat.types.Array;
import us.hebi.matlab.mat.types.Cell;
import us.hebi.matlab.mat.types.MatlabType;
import us.hebi.matlab.mat.types.Matrix;
import us.hebi.matlab.mat.types.Sinks;

/** A MATLAB file in the making. */
final class Mat {

    private static final int BYTE = 0xFF;

    /** The library would write the time into the header. */
    private static final class Timeless extends Mat5File {

        Timeless() {
            super(", fabricated");
        }
    }

    private final Mat5File file = new Timeless();

    Mat add(String name, Array value) {
        file.addArray(name, value);
        return this;
    }

    byte[] bytes() {
        // Into memory of a known size, since the writer goes back to fill in lengths. What does not
        // shrink grows a little by packing.
        int most = Math.toIntExact(2 * file.getUncompressedSerializedSize());
        ByteBuffer buffer = ByteBuffer.wrap(new byte[most]).order(ByteOrder.LITTLE_ENDIAN);
        try {
            Mat5.newWriter(Sinks.wrap(buffer)).writeMat(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        byte[] bytes = new byte[buffer.position()];
        buffer.flip().get(bytes);
        return bytes;
    }

    /** Returns a row of numbers. */
    static Matrix row(MatlabType type, int... values) {
        Matrix matrix = Mat5.newMatrix(1, values.length, type);
        for (int i = 0; i < values.length; i++) {
            matrix.setInt(i, values[i]);
        }
        return matrix;
    }

    /** Returns a number in the narrowest type, or in a wider one. */
    static Matrix number(int value, boolean wide) {
        return row(wide || value > BYTE ? MatlabType.UInt16 : MatlabType.UInt8, value);
    }

    /** Returns a row of texts. */
    static Cell texts(List<String> texts) {
        Cell cell = Mat5.newCell(1, texts.size());
        for (int i = 0; i < texts.size(); i++) {
            cell.set(i, Mat5.newString(texts.get(i)));
        }
        return cell;
    }
}
