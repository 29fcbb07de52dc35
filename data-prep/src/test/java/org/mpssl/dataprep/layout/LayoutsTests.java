package org.mpssl.dataprep.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mpssl.UserError;
import org.mpssl.dataprep.catalogue.Catalogue;
import org.mpssl.dataprep.catalogue.Published;
import org.mpssl.dataprep.layout.Layout.Options;
import org.mpssl.dataprep.rehearsal.Amount;
import org.mpssl.dataprep.rehearsal.Fabricated;

/** What holds for every layout. */
class LayoutsTests {

    private static final int PER_CLASS = 2;

    @TempDir private Path folder;

    static List<String> names() {
        return List.copyOf(Layouts.names());
    }

    @ParameterizedTest
    @MethodSource("names")
    void everyImageIsListedInItsPart(String name) throws IOException {
        Published made = Fabricated.named(name).write(folder, new Amount(PER_CLASS, 8, 0));
        Listing listing = Layouts.named(name).list(Trees.read(folder).tree(), Options.USUAL);

        int real = Catalogue.published().named(name).classes();
        assertThat(listing.classes()).hasSize(real == 0 ? 10 : real).doesNotHaveDuplicates();
        Map<String, Integer> counts = new TreeMap<>();
        listing.images().forEach(image -> counts.merge(image.part(), 1, Integer::sum));
        if (real > 0) {
            assertThat(counts).isEqualTo(made.counts());
            assertThat(listing.remarks()).isEmpty();
        }
        assertThat(
                        listing.images().stream()
                                .collect(Collectors.groupingBy(RawImage::label))
                                .values())
                .hasSize(listing.classes().size())
                .allSatisfy(
                        images ->
                                assertThat(images)
                                        .hasSize(
                                                listing.images().size()
                                                        / listing.classes().size()));
    }

    /** Were the labels others than those drawn, the nearest image's label would be chance. */
    @ParameterizedTest
    @MethodSource("names")
    void labelsAreOfTheClassesThatTheImagesShow(String name) throws IOException {
        Fabricated.named(name).write(folder, new Amount(PER_CLASS, 32, 3));
        Trees trees = Trees.read(folder);
        Listing listing = Layouts.named(name).list(trees.tree(), Options.USUAL);

        List<RawImage> train = of(listing, RawImage.TRAIN);
        List<double[]> colours = new ArrayList<>();
        for (RawImage image : train) {
            colours.add(colours(trees, image));
        }
        List<RawImage> test = of(listing, RawImage.TEST);
        int right = 0;
        for (RawImage image : test) {
            RawImage nearest = train.get(nearest(colours(trees, image), colours));
            right += nearest.label() == image.label() ? 1 : 0;
        }
        assertThat(right / (double) test.size()).isGreaterThan(0.5);
    }

    @Test
    void unknownNameListsAllNames() {
        assertThatThrownBy(() -> Layouts.named("car"))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("'car'")
                .hasMessageContaining(
                        "aircraft, birds, birds-2010, cars, chaoyang, dtd, flowers, folder, food101,"
                                + " imagenet, pets");
    }

    @Test
    void everyDatasetOfTheCatalogueButFashionMnistHasALayout() {
        List<String> names = new ArrayList<>(Catalogue.published().names());
        names.remove("fashion-mnist");

        assertThat(Layouts.names()).containsExactlyInAnyOrderElementsOf(names);
    }

    private static List<RawImage> of(Listing listing, String part) {
        return listing.images().stream().filter(image -> image.part().equals(part)).toList();
    }

    private static int nearest(double[] point, List<double[]> others) {
        int best = 0;
        for (int i = 1; i < others.size(); i++) {
            if (distance(point, others.get(i)) < distance(point, others.get(best))) {
                best = i;
            }
        }
        return best;
    }

    private static double distance(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (a[i] - b[i]) * (a[i] - b[i]);
        }
        return sum;
    }

    /** Returns mean and deviation of each channel, without what is to be cropped. */
    private static double[] colours(Trees trees, RawImage image) throws IOException {
        BufferedImage pixels = ImageIO.read(new ByteArrayInputStream(trees.bytes(image.path())));
        int count = pixels.getWidth() * (pixels.getHeight() - image.cropBottom());
        double[] colours = new double[6];
        for (int i = 0; i < count; i++) {
            int rgb = pixels.getRGB(i % pixels.getWidth(), i / pixels.getWidth());
            for (int channel = 0; channel < 3; channel++) {
                double value = (rgb >> (8 * channel)) & 0xFF;
                colours[channel] += value / count;
                colours[channel + 3] += value * value / count;
            }
        }
        for (int channel = 0; channel < 3; channel++) {
            colours[channel + 3] =
                    Math.sqrt(colours[channel + 3] - colours[channel] * colours[channel]);
        }
        return colours;
    }
}
