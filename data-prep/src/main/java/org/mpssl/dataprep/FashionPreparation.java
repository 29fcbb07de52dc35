package org.mpssl.dataprep;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.mpssl.UserError;
import org.mpssl.data.DatasetManifest;
import org.mpssl.data.ImageSet;
import org.mpssl.data.PreparedDataset;
import org.mpssl.data.PreparedDatasetWriter;
import org.mpssl.dataprep.catalogue.Published;
import org.mpssl.dataprep.catalogue.Published.SourceFile;
import org.mpssl.dataprep.prepare.FolderCheck;
import org.mpssl.dataprep.prepare.Steps;
import org.mpssl.files.Sha256;

/**
 * Makes a prepared dataset of all 70,000 images of Fashion-MNIST, 28 x 28 grey pixels as they are:
 * {@code foundation}, the two thirds of the training images that the shipped generator of {@code
 * coarse-to-fine} was made from, {@code pool}, the other third, and {@code test}.
 */
public final class FashionPreparation {

    private static final String TOOL = "org.mpssl.dataprep.FashionPreparation, rules 1";

    private final Published dataset;
    private final boolean verified;

    /**
     * Prepares to prepare.
     *
     * @param dataset what is published about it; where it names checksums, they are compared
     *     instead of those of the original's content
     * @param verified whether the files have to be the published ones
     */
    public FashionPreparation(Published dataset, boolean verified) {
        this.dataset = dataset;
        this.verified = verified;
    }

    /**
     * Looks, before any file is there, whether it can be made.
     *
     * @param from the one folder of the four files
     * @param target the folder to be made
     * @throws UserError if several folders are named, or something else is in the place
     */
    public void requirePossible(List<Path> from, Path target) {
        requireOne(from);
        if (!isMade(target)) {
            PreparedDatasetWriter.requireFree(target);
        }
    }

    private static boolean isMade(Path target) {
        return Files.exists(target.resolve(PreparedDataset.MANIFEST))
                && DatasetManifest.read(target).tool().equals(TOOL);
    }

    /**
     * Makes it, unless it was made of the same files before.
     *
     * @param from the one folder of the four files
     * @param target the folder to be made
     * @param steps hears how it goes
     */
    public void run(List<Path> from, Path target, Steps steps) {
        FashionMnist raw = read(from);
        if (Files.exists(target.resolve(PreparedDataset.MANIFEST))) {
            DatasetManifest made = DatasetManifest.read(target);
            if (made.tool().equals(TOOL) && made.sources().equals(raw.sources())) {
                FolderCheck.quick(target).requireWhole(made);
                steps.say(target + " was made of these files before, and is left as it is.");
                return;
            }
        }
        PreparedDatasetWriter writer =
                new PreparedDatasetWriter(dataset.name(), TOOL)
                        .describe(
                                verified
                                        ? dataset.title()
                                        : dataset.title()
                                                + ". NOT VERIFIED: other files were allowed.",
                                dataset.licence(),
                                dataset.citation());
        raw.sources().forEach(writer::source);
        int[] order = FashionMini.order(raw.train().size());
        int foundation = raw.train().size() * 2 / 3;
        add(writer, "foundation", raw.train(), sorted(order, 0, foundation));
        add(writer, "pool", raw.train(), sorted(order, foundation, order.length));
        int[] test = IntStream.range(0, raw.test().size()).toArray();
        writer.part("test", raw.test(), FashionMnist.TEST_IMAGES, test);
        writer.write(target, false);
    }

    private static int[] sorted(int[] order, int from, int to) {
        return Arrays.stream(order, from, to).sorted().toArray();
    }

    private static void add(
            PreparedDatasetWriter writer, String part, ImageSet train, int[] indices) {
        writer.part(part, train.select(indices), FashionMnist.TRAIN_IMAGES, indices);
    }

    private static void requireOne(List<Path> from) {
        if (from.size() != 1) {
            throw new UserError(
                    "Name the one folder of the four Fashion-MNIST files with --from, or say --download alone.");
        }
    }

    private FashionMnist read(List<Path> from) {
        requireOne(from);
        if (verified && dataset.files().stream().allMatch(file -> file.sha256() != null)) {
            dataset.files().forEach(file -> requireSame(file, from.get(0)));
            return FashionMnist.read(from.get(0), Map.of());
        }
        return FashionMnist.read(from.get(0), verified ? FashionMnist.PUBLISHED_MD5 : Map.of());
    }

    private static void requireSame(SourceFile file, Path folder) {
        String found = Sha256.ofFile(folder.resolve(file.name()));
        if (!found.equals(file.sha256())) {
            throw new UserError(
                    "%s is not the published file: its sha256 is %s and should be %s. Get it again."
                            .formatted(file.name(), found, file.sha256()));
        }
    }
}
