package org.mpssl.dataprep.catalogue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mpssl.UserError;
import org.mpssl.files.AtomicFile;
import org.mpssl.files.StrictJson;

/** The datasets that can be prepared, and what is published about each. */
public final class Catalogue {

    /** A checksum may be null: {@link Published.SourceFile} alone allows it, by an annotation. */
    private static final JsonMapper JSON =
            StrictJson.mapper()
                    .disable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
                    .build();

    /** In the order of the file. */
    private final Map<String, Published> byName = new LinkedHashMap<>();

    /**
     * Makes a catalogue.
     *
     * @param datasets each name once
     */
    public Catalogue(List<Published> datasets) {
        for (Published dataset : datasets) {
            if (byName.put(dataset.name(), dataset) != null) {
                throw new UserError(
                        "The catalogue has '%s' twice. Take one of them away."
                                .formatted(dataset.name()));
            }
        }
    }

    /**
     * Returns what is known of the published datasets.
     *
     * @return the built-in catalogue
     */
    public static Catalogue published() {
        try (InputStream in = Catalogue.class.getResourceAsStream("published.json")) {
            return parse(in.readAllBytes(), "published.json");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads a user's catalogue, which takes the place of the built-in one: own mirrors, own
     * checksums.
     *
     * @param file JSON in the form of the built-in one, which {@link #write} gives
     * @return the catalogue
     */
    public static Catalogue read(Path file) {
        try {
            return parse(Files.readAllBytes(file), file.toString());
        } catch (NoSuchFileException e) {
            throw new UserError("There is no file %s. Check the path.".formatted(file), e);
        } catch (IOException e) {
            throw new UserError("Cannot read %s: %s.".formatted(file, e.getMessage()), e);
        }
    }

    /**
     * Writes the catalogue for {@link #read}.
     *
     * @param file where
     */
    public void write(Path file) {
        try {
            AtomicFile.write(file, StrictJson.pretty(JSON, byName.values()));
        } catch (IOException e) {
            throw new UserError("Cannot write %s: %s.".formatted(file, e.getMessage()), e);
        }
    }

    /**
     * Returns the names of the datasets.
     *
     * @return the names, in the catalogue's order
     */
    public List<String> names() {
        return List.copyOf(byName.keySet());
    }

    /**
     * Returns what is known of a dataset.
     *
     * @param name on the command line
     * @return the facts
     * @throws UserError if there is none of that name
     */
    public Published named(String name) {
        Published dataset = byName.get(name);
        if (dataset == null) {
            throw new UserError(
                    "There is no dataset '%s'. There are %s."
                            .formatted(name, String.join(", ", names())));
        }
        return dataset;
    }

    private static Catalogue parse(byte[] json, String where) {
        try {
            return new Catalogue(Arrays.asList(JSON.readValue(json, Published[].class)));
        } catch (JsonProcessingException e) {
            String what =
                    e.getCause() instanceof UserError inner
                            ? inner.getMessage()
                            : StrictJson.told(e);
            throw new UserError(
                    "%s is not a catalogue: %s. Compare it with the built-in one."
                            .formatted(where, what),
                    e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
