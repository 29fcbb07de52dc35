package org.mpssl.data;

import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.mpssl.UserError;

/** The bytes of stored images, one image after the other, in memory or in a file. */
interface Pixels {

    /** Copies the bytes of one image. */
    void copy(int image, byte[] into, int offset);

    /** Returns how many bytes there are. */
    long size();

    /** Returns whether they are read from a file while they are used. */
    default boolean isMapped() {
        return false;
    }

    /** Pixels in memory. */
    final class Held implements Pixels {

        private final byte[] bytes;
        private final int imageBytes;

        /** Takes the bytes of all images over. */
        Held(byte[] bytes, int imageBytes) {
            this.bytes = bytes;
            this.imageBytes = imageBytes;
        }

        @Override
        public void copy(int image, byte[] into, int offset) {
            System.arraycopy(bytes, image * imageBytes, into, offset, imageBytes);
        }

        @Override
        public long size() {
            return bytes.length;
        }
    }

    /**
     * Pixels in a file that the system pages in and out; a map covers at most 1 GiB of it, since no
     * map of Java's reaches beyond 2.
     *
     * @param maps whole images each, all but the last of one length
     * @param imagesPerMap in all maps but the last
     * @param imageBytes of one image
     * @param size of the file
     */
    record Mapped(List<MappedByteBuffer> maps, int imagesPerMap, int imageBytes, long size)
            implements Pixels {

        private static final int MOST = 1 << 30;

        static Mapped of(Path file, int imageBytes) {
            return of(file, imageBytes, MOST);
        }

        /** Maps a file in pieces of at most so many bytes. */
        static Mapped of(Path file, int imageBytes, int most) {
            int imagesPerMap = Math.max(1, most / imageBytes);
            long length = (long) imagesPerMap * imageBytes;
            List<MappedByteBuffer> maps = new ArrayList<>();
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
                long size = channel.size();
                for (long from = 0; from < size; from += length) {
                    maps.add(
                            channel.map(
                                    FileChannel.MapMode.READ_ONLY,
                                    from,
                                    Math.min(length, size - from)));
                }
                return new Mapped(maps, imagesPerMap, imageBytes, size);
            } catch (IOException e) {
                throw new UserError("Cannot read " + file + ": " + e.getMessage() + ".", e);
            }
        }

        @Override
        public void copy(int image, byte[] into, int offset) {
            MappedByteBuffer map = maps.get(image / imagesPerMap);
            map.get(image % imagesPerMap * imageBytes, into, offset, imageBytes);
        }

        @Override
        public boolean isMapped() {
            return true;
        }
    }

    /**
     * Pixels of two places, one behind the other.
     *
     * @param first its images come first
     * @param count how many they are
     * @param second the others
     */
    record Joined(Pixels first, int count, Pixels second) implements Pixels {

        @Override
        public void copy(int image, byte[] into, int offset) {
            if (image < count) {
                first.copy(image, into, offset);
            } else {
                second.copy(image - count, into, offset);
            }
        }

        @Override
        public long size() {
            return first.size() + second.size();
        }

        @Override
        public boolean isMapped() {
            return first.isMapped() || second.isMapped();
        }
    }
}
