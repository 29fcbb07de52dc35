package org.mpssl.dataprep.prepare;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.mpssl.UserError;
import org.mpssl.data.DatasetManifest;
import org.mpssl.data.PreparedDataset;
import org.mpssl.dataprep.catalogue.Published.Unpacked;
import org.mpssl.dataprep.download.ByteCount;
import org.mpssl.dataprep.image.SquareFit;
import org.mpssl.dataprep.layout.Layouts;
import org.mpssl.dataprep.layout.Listing;
import org.mpssl.dataprep.layout.RawImage;
import org.mpssl.dataprep.raw.Limits;
import org.mpssl.dataprep.raw.RawFile;
import org.mpssl.dataprep.raw.RawSource;
import org.mpssl.dataprep.raw.RawSources;
import org.mpssl.dataprep.raw.RawTree;
import org.mpssl.dataprep.raw.Scan;
import org.mpssl.files.Sha256;

/**
 * Makes a prepared dataset of raw files.
 *
 * <p>Archives are never unpacked: they are read once to look at everything and once more for the
 * images. Whoever kills it and runs it again gets the same bytes; the dataset's folder is there
 * when it is whole, and not before.
 */
public final class Preparation {

    private static final int CHANNELS = 3;

    private final Request request;
    private final Steps steps;
    private final FreeSpace space;
    private final List<String> remarks = new ArrayList<>();

    /**
     * Prepares to prepare.
     *
     * @param request what, and how
     * @param steps hears how it goes
     */
    public Preparation(Request request, Steps steps) {
        this(request, steps, FreeSpace::ofDisk);
    }

    Preparation(Request request, Steps steps, FreeSpace space) {
        this.request = request;
        this.steps = steps;
        this.space = space;
    }

    /**
     * Makes the dataset, or finds that it was made of the same files by the same rules.
     *
     * @throws UserError if something is missing, damaged, not what was published, or in the way
     */
    public void run() {
        try {
            Map<RawSource, Scan> found = scan();
            Listing listing = list(found);
            SortedMap<String, String> sources = sources(found);
            if (isThere(sources)) {
                steps.say(
                        request.target()
                                + " was made of these files before, and is left as it is.");
            } else {
                make(found, listing, sources);
            }
            Draft.clear(request.target());
        } catch (IOException | UncheckedIOException e) {
            throw new UserError(
                    "Cannot write %s: %s. Check the disk, and run the same command again: it goes on."
                            .formatted(request.target(), e.getMessage()),
                    e);
        }
    }

    private Map<RawSource, Scan> scan() {
        List<RawSource> sources = RawSources.find(request.from(), limits());
        Map<RawSource, Scan> found = new LinkedHashMap<>();
        for (RawSource source : sources) {
            Scan scan = source.scan(steps.begin("Looking at " + source.name()));
            remark(scan.remarks());
            found.put(source, scan);
        }
        remark(SourceCheck.of(request.dataset(), found, request.verified()));
        return found;
    }

    private Limits limits() {
        Unpacked most = request.dataset().unpacked();
        return most == null ? Limits.USUAL : Limits.USUAL.forArchives(most.entries(), most.bytes());
    }

    private Listing list(Map<RawSource, Scan> found) {
        List<RawFile> files = new ArrayList<>();
        found.values().forEach(scan -> files.addAll(scan.files()));
        Listing listing =
                Layouts.named(request.dataset().name()).list(new RawTree(files), request.options());
        remark(listing.remarks());
        requireCounts(listing);
        return listing;
    }

    private void remark(List<String> some) {
        some.forEach(steps::say);
        remarks.addAll(some);
    }

    private void requireCounts(Listing listing) {
        boolean limited = request.options().limit() > 0;
        CountCheck check = new CountCheck(request.dataset(), listing, limited);
        steps.say("Images: %s.".formatted(check.words()));
        remark(check.compare(request.verified()));
    }

    private static SortedMap<String, String> sources(Map<RawSource, Scan> found) {
        SortedMap<String, String> sources = new TreeMap<>();
        for (Scan scan : found.values()) {
            String name = scan.name();
            for (int i = 2; sources.containsKey(name); i++) {
                name = scan.name() + " (" + i + ")";
            }
            sources.put(name, scan.sha256());
        }
        return sources;
    }

    private boolean isThere(SortedMap<String, String> sources) {
        Path target = request.target();
        if (!Files.exists(target)) {
            return false;
        }
        if (Files.exists(target.resolve(PreparedDataset.MANIFEST))) {
            DatasetManifest made = DatasetManifest.read(target);
            if (made.tool().equals(request.rules()) && made.sources().equals(sources)) {
                FolderCheck.quick(target).requireWhole(made);
                return true;
            }
        }
        throw new UserError(
                "%s exists already, and was not made of these files by these rules. Remove it, or name another place with --root or --as."
                        .formatted(target));
    }

    private void make(
            Map<RawSource, Scan> found, Listing listing, SortedMap<String, String> sources)
            throws IOException {
        int imageBytes = request.size() * request.size() * CHANNELS;
        List<RawImage> images = listing.images();
        Files.createDirectories(request.target().toAbsolutePath().getParent());
        String plan = plan(listing, sources);
        try (Draft draft = Draft.open(request.target(), plan, images, imageBytes)) {
            if (draft.done() > 0) {
                steps.say("Going on: %,d images are done.".formatted(draft.done()));
            }
            requireSpace((long) imageBytes * (images.size() - draft.done()));
            ImagePass pass =
                    new ImagePass(
                            images, draft, new SquareFit(request.size()), steps.begin("Decoding"));
            SortedMap<Integer, String> damaged = pass.run(List.copyOf(found.keySet()));
            pass.oddities().ifPresent(steps::say);
            requireUndamaged(new Damage(listing, damaged));
            steps.say("Writing " + request.target());
            draft.finish();
            new FolderText(request, listing, sources, remarks).write(draft.files(), damaged);
            Files.move(draft.files(), request.target(), StandardCopyOption.ATOMIC_MOVE);
        }
    }

    /** Names all that decides the bytes. */
    private String plan(Listing listing, SortedMap<String, String> sources) {
        // A piece at a time: of millions of images the text is long.
        return Sha256.of(
                Stream.of(
                                Stream.of(request.rules(), sources.toString()),
                                listing.classes().stream(),
                                listing.images().stream().map(RawImage::toString))
                        .flatMap(lines -> lines)
                        .map(line -> line + '\n'));
    }

    private void requireSpace(long needed) throws IOException {
        long free = space.of(request.target().toAbsolutePath().getParent());
        // Labels, lists and the file system's own tables are small beside the pixels.
        if (free < needed + needed / 20) {
            throw new UserError(
                    "The prepared images need %s, and the disk of %s has %s free. Make room, name another place with --root, or choose a smaller --size."
                            .formatted(
                                    ByteCount.words(needed + needed / 20),
                                    request.target(),
                                    ByteCount.words(free)));
        }
        steps.say("The images that are to be prepared take %s.".formatted(ByteCount.words(needed)));
    }

    private void requireUndamaged(Damage damage) {
        if (damage.reasons().isEmpty()) {
            return;
        }
        if (!request.withoutDamaged()) {
            throw new UserError(
                    "%d of %d images cannot be decoded:%sGet the files again, or leave these images out with --without-damaged; what is decoded is kept."
                            .formatted(
                                    damage.reasons().size(),
                                    damage.listing().images().size(),
                                    damage.list()));
        }
        damage.requireRest();
        steps.say("Left out, since they cannot be decoded:" + damage.list().stripTrailing());
        remark(damage.remarks());
    }
}
