package org.mpssl.dataprep.rehearsal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.mpssl.UserError;
import org.mpssl.data.PreparedDatasetWriter;
import org.mpssl.dataprep.catalogue.Catalogue;
import org.mpssl.dataprep.catalogue.Published;
import org.mpssl.dataprep.catalogue.Published.SourceFile;
import org.mpssl.files.Sha256;
import org.mpssl.files.WholeFolder;

/**
 * A fabricated raw dataset: the files of a published one in their exact format, with the number of
 * classes and the oddities of the real ones, and with drawn images that show their class.
 *
 * <p>The same amount gives the same bytes, on one version of Java: encoders differ between
 * versions.
 */
public final class Fabricated {

    /** What the description of a dataset says that was prepared of fabricated files. */
    public static final String MARK = "fabricated for a rehearsal";

    private static final int FOLDERS = 10;

    private static final SortedMap<String, Recipe> RECIPES =
            Collections.unmodifiableSortedMap(
                    new TreeMap<>(
                            Map.ofEntries(
                                    Map.entry("cars", new CarsRecipe()),
                                    Map.entry("aircraft", new AircraftRecipe()),
                                    Map.entry("birds", new BirdsRecipe()),
                                    Map.entry("birds-2010", new Birds2010Recipe()),
                                    Map.entry("dtd", new DtdRecipe()),
                                    Map.entry("flowers", new FlowersRecipe()),
                                    Map.entry("pets", new PetsRecipe()),
                                    Map.entry("food101", new Food101Recipe()),
                                    Map.entry("chaoyang", new ChaoyangRecipe()),
                                    Map.entry("fashion-mnist", new FashionRecipe()),
                                    Map.entry(
                                            "imagenet",
                                            new FolderRecipe(List.of("train"), "n%08d")),
                                    Map.entry(
                                            "folder",
                                            new FolderRecipe(
                                                    List.of("train", "test"), "class%02d")))));

    private final Published real;
    private final Recipe recipe;

    private Fabricated(Published real, Recipe recipe) {
        this.real = real;
        this.recipe = recipe;
    }

    /**
     * Returns a dataset to be fabricated.
     *
     * @param name as in the catalogue, for example {@code cars}
     * @return the dataset
     * @throws UserError if there is none of that name
     */
    public static Fabricated named(String name) {
        Recipe recipe = RECIPES.get(name);
        if (recipe == null) {
            throw new UserError(
                    "No dataset '%s' can be fabricated. There are %s."
                            .formatted(name, String.join(", ", RECIPES.keySet())));
        }
        return new Fabricated(Catalogue.published().named(name), recipe);
    }

    /**
     * Returns the names of the datasets that can be fabricated.
     *
     * @return the names, sorted
     */
    public static SortedSet<String> names() {
        return Collections.unmodifiableSortedSet(new TreeSet<>(RECIPES.keySet()));
    }

    /** Returns how many classes the raw files will have. */
    public int classes() {
        return real.classes() == 0 ? FOLDERS : real.classes();
    }

    /**
     * Writes the raw files.
     *
     * @param folder where; it must not exist, or be empty
     * @param amount how many images, how large
     * @return what would be published about them: the real dataset's facts with these counts,
     *     lengths and checksums, and free terms
     */
    public Published write(Path folder, Amount amount) {
        try {
            WholeFolder.make(
                    folder,
                    draft -> {
                        PreparedDatasetWriter.requireFree(folder);
                        recipe.write(
                                new Task(
                                        draft, classes(), amount.perClass(), new Pictures(amount)));
                    });
            return published(folder, classes(), classes() * amount.perClass());
        } catch (IOException e) {
            throw new UserError("Cannot write %s: %s.".formatted(folder, e.getMessage()), e);
        }
    }

    private Published published(Path folder, int classes, int ofPart) throws IOException {
        SortedMap<String, Integer> counts = new TreeMap<>(real.counts());
        counts.replaceAll((part, count) -> ofPart);
        List<SourceFile> files = new ArrayList<>();
        for (SourceFile file : real.files()) {
            files.add(made(file, folder.resolve(file.name())));
        }
        return new Published(
                real.name(),
                real.title() + ", " + MARK,
                real.classes() == 0 ? 0 : classes,
                counts,
                files,
                "Drawn by a program; free of any right.",
                false,
                "None: these are not images of the dataset.",
                "Fabricate it again.",
                real.unpacked());
    }

    private static SourceFile made(SourceFile real, Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return new SourceFile(
                    real.name(), Files.size(file), Sha256.of(in), List.of(), real.holds());
        }
    }
}
