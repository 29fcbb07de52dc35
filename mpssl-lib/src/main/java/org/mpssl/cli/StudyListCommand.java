package org.mpssl.cli;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.mpssl.study.Journal;
import org.mpssl.study.Plan;
import org.mpssl.study.Study;
import org.mpssl.study.StudyState;
import org.mpssl.study.TimeLeft;
import org.mpssl.study.paper.PaperStudies;
import org.mpssl.train.RunSpec;
import picocli.CommandLine.Command;

/** What studies there are, and how far they are. */
@Command(
        name = "list",
        description = {
            "Lists the named studies: how many runs each has, how many of them are finished, and about"
                    + " how long the others will take.",
            "As they were run last, or with their default number of seeds."
        },
        mixinStandardHelpOptions = true)
final class StudyListCommand implements Callable<Integer> {

    private static final String ROW = "%-12s %5s %5s %8s %10s  %s%n";

    @Override
    public Integer call() {
        Path runs = Home.find().runs();
        StudyState.Reader reader = new StudyState.Reader(runs);
        Set<RunSpec> all = new LinkedHashSet<>();
        System.out.printf(ROW, "study", "seeds", "runs", "finished", "left", "title");
        for (Study study : PaperStudies.ALL) {
            Optional<Journal> journal = Journal.of(runs, study);
            Plan plan = journal.map(Journal::plan).orElse(Plan.of(study.seeds()));
            StudyState state = reader.of(study.specs(plan));
            all.addAll(state.specs());
            print(study.name(), Integer.toString(plan.seeds()), state, study.title());
        }
        print("all", "", reader.of(all), "a run of several studies is made once");
        return 0;
    }

    private static void print(String name, String seeds, StudyState state, String title) {
        System.out.printf(
                ROW,
                name,
                seeds,
                state.specs().size(),
                state.finished().size(),
                state.isComplete() ? "" : TimeLeft.words(state.secondsLeft()),
                title);
    }
}
