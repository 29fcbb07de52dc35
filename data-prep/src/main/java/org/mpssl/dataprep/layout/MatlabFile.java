package org.mpssl.dataprep.layout;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.mpssl.UserError;
import org.mpssl.dataprep.raw.RawTree;
import us.hebi.matlab.mat.format.BufferAllocator;
import us.hebi.matlab.mat.format.Mat5;
import us.hebi.matlab.mat.types.Cell;
import us.hebi.matlab.mat.types.MatFile;
import us.hebi.matlab.mat.types.Matrix;
import us.hebi.matlab.mat.types.Sources;
import us.hebi.matlab.mat.types.Struct;

/** A MATLAB file with lists; what it lacks is a {@link UserError} that says what and where. */
final class MatlabFile {

    /** The lists of the largest dataset unpack to a few MiB; a damaged length may say 2 GiB. */
    private static final class Bounded implements BufferAllocator {

        private static final int MOST = 1 << 26;

        @Override
        public ByteBuffer allocate(int bytes) {
            if (bytes > MOST) {
                throw new IllegalArgumentException(bytes + " bytes in a variable");
            }
            return ByteBuffer.allocate(bytes);
        }

        @Override
        public void release(ByteBuffer buffer) {
            // The garbage collector does.
        }
    }

    private final String name;
    private final MatFile file;

    private MatlabFile(String name, MatFile file) {
        this.name = name;
        this.file = file;
    }

    /**
     * Reads a file from memory.
     *
     * @param raw the files
     * @param end the end of its path
     */
    static MatlabFile read(RawTree raw, String end) {
        try {
            return new MatlabFile(
                    end,
                    Mat5.newReader(Sources.wrap(raw.content(end)))
                            .setBufferAllocator(new Bounded())
                            .readMat());
        } catch (UserError e) {
            throw e;
        } catch (IOException | RuntimeException | OutOfMemoryError e) {
            // The reader makes an array as long as a cell says that it is, before it looks inside.
            throw new UserError(
                    "%s is not a whole MATLAB file of version 5 to 7. Fetch it again."
                            .formatted(end),
                    e);
        }
    }

    /** Returns the whole numbers of a vector. */
    int[] numbers(String variable) {
        return found(
                variable,
                () -> {
                    Matrix matrix = file.getMatrix(variable);
                    return IntStream.range(0, matrix.getNumElements())
                            .map(i -> whole(variable, matrix, i))
                            .toArray();
                });
    }

    /** Returns the texts of a cell array. */
    List<String> texts(String variable) {
        return found(
                variable,
                () -> {
                    Cell cell = file.getCell(variable);
                    return IntStream.range(0, cell.getNumElements())
                            .mapToObj(i -> cell.getChar(i).getString())
                            .toList();
                });
    }

    /** Returns one field, a whole number of any width, of all elements of a struct array. */
    int[] numbers(String variable, String field) {
        return found(
                variable + "." + field,
                () -> {
                    Struct struct = file.getStruct(variable);
                    return IntStream.range(0, struct.getNumElements())
                            .map(i -> whole(field, struct.getMatrix(field, i), 0))
                            .toArray();
                });
    }

    /** Returns one field, a text, of all elements of a struct array. */
    List<String> texts(String variable, String field) {
        return found(
                variable + "." + field,
                () -> {
                    Struct struct = file.getStruct(variable);
                    return IntStream.range(0, struct.getNumElements())
                            .mapToObj(i -> struct.getChar(field, i).getString())
                            .toList();
                });
    }

    private int whole(String what, Matrix matrix, int i) {
        double value = matrix.getDouble(i);
        if (value != Math.rint(value) || Math.abs(value) > Integer.MAX_VALUE) {
            throw new UserError(
                    "%s has %s where %s should be a whole number. Fetch it again."
                            .formatted(name, value, what));
        }
        return (int) value;
    }

    private <T> T found(String what, Supplier<T> read) {
        try {
            return read.get();
        } catch (UserError e) {
            throw e;
        } catch (RuntimeException e) {
            throw new UserError(
                    "%s has no %s, or one of another kind. Check that it is the published file, or fetch it again."
                            .formatted(name, what),
                    e);
        }
    }
}
