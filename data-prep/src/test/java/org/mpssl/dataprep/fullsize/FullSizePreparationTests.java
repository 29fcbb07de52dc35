package org.mpssl.dataprep.fullsize;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.mpssl.data.ImageSet;
import org.mpssl.data.PreparedDataset;
import org.mpssl.dataprep.image.ImageDecoder;
import org.mpssl.dataprep.image.SquareFit;
import org.mpssl.dataprep.image.UndecodableImageException;
import org.mpssl.dataprep.rehearsal.FullSizeCars;

/** Cars in full become a prepared dataset. */
@Tag("soak")
@ExtendWith(PreparedCars.Resolver.class)
class FullSizePreparationTests {

    /** Of all memory, the heap of at most 1 GiB included. */
    private static final long MOST_MIB = 640;

    /** The exit code of a process that was ended by signal 9. */
    private static final int KILLED = 128 + 9;

    @Test
    void everyImageIsInItsPlaceAndMemoryIsBounded(PreparedCars prepared)
            throws UndecodableImageException {
        ChildJvm.Outcome rest = prepared.rest();
        double looking = rest.seconds("Looking", "Images:");
        double decoding = rest.seconds("Decoding", "Writing");
        long peak = Math.max(prepared.killed().peakMiB(), rest.peakMiB());
        System.out.printf(
                "Preparing Cars in full: %.0f s for looking at 2 GB, %.0f images a second, %.0f s for writing and checksums; %d MiB of memory at most%n",
                looking,
                (PreparedCars.IMAGES - prepared.decodedBefore()) / decoding,
                rest.seconds() - rest.seconds("Stanford", "Writing"),
                peak);

        PreparedDataset data = PreparedDataset.open(prepared.data());
        assertThat(data.partNames()).containsExactly("test", "train");
        assertThat(data.classes()).hasSize(196);
        assertIsWhole(data.part("train"), "train", FullSizeCars.TRAIN, prepared.cars());
        assertIsWhole(data.part("test"), "test", FullSizeCars.TEST, prepared.cars());
        assertThat(peak).isBetween(1L, MOST_MIB);
    }

    /** Every image is compared with the square of the photograph that it was packed as. */
    private static void assertIsWhole(ImageSet images, String part, int count, FullSizeCars cars)
            throws UndecodableImageException {
        Map<Integer, byte[]> squares = new HashMap<>();
        assertThat(images.size()).isEqualTo(count);
        for (int i = 0; i < count; i++) {
            int photograph = cars.photograph(part, i);
            if (!squares.containsKey(photograph)) {
                squares.put(
                        photograph,
                        new SquareFit(PreparedCars.SIZE)
                                .colour(
                                        new ImageDecoder().decode(cars.content(part, i)).image(),
                                        0));
            }
            assertThat(images.label(i)).isEqualTo(cars.label(i));
            if (!Arrays.equals(images.pixels(i), squares.get(photograph))) {
                throw new AssertionError("image %d of %s is another one".formatted(i, part));
            }
        }
    }

    @Test
    void aSecondTimeItWasMadeBefore(PreparedCars prepared)
            throws IOException, InterruptedException {
        ChildJvm.Outcome again = prepared.prepare().await();

        System.out.printf("Finding that it was made before: %.0f s%n", again.seconds());
        assertThat(again.code()).as(again.printed()).isZero();
        assertThat(again.printed()).contains("was made of these files before");
        assertThat(again.printed()).doesNotContain("Decoding");
    }

    @Test
    void whatWasDecodedBeforeItWasKilledIsNotDecodedAgain(PreparedCars prepared) {
        ChildJvm.Outcome killed = prepared.killed();
        ChildJvm.Outcome rest = prepared.rest();
        long before = prepared.decodedBefore();
        System.out.printf(
                "Killed when %d of %d images were done, after %.0f s (%.0f s of CPU time); the next run decodes %d, in %.0f s (%.0f s)%n",
                before,
                PreparedCars.IMAGES,
                killed.seconds(),
                killed.cpuSeconds(),
                prepared.decoded() - before,
                rest.seconds(),
                rest.cpuSeconds());

        assertThat(killed.code()).isEqualTo(KILLED);
        assertThat(before).isBetween(PreparedCars.IMAGES / 2L, PreparedCars.IMAGES - 1L);
        assertThat(rest.printed()).contains("Going on: %,d images are done.".formatted(before));
        assertThat(prepared.decoded()).isEqualTo(PreparedCars.IMAGES);
        // It also writes the end, with checksums of 3 GB.
        assertThat(rest.cpuSeconds()).isLessThan(1.5 * killed.cpuSeconds());
    }
}
