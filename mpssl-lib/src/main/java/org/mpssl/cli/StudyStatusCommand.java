package org.mpssl.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.mpssl.UserError;
import org.mpssl.study.Journal;
import org.mpssl.study.Start;
import org.mpssl.study.Study;
import org.mpssl.study.StudyState;
import org.mpssl.study.TimeLeft;
import org.mpssl.study.paper.PaperStudies;
import picocli.CommandLine.Command;

/** How far the studies are that were begun. */
@Command(
        name = "status",
        description = "Says of every study that was begun how far it is, and what failed.",
        mixinStandardHelpOptions = true)
final class StudyStatusCommand implements Callable<Integer> {

    @Override
    public Integer call() {
        Path runs = Home.find().runs();
        StudyState.Reader reader = new StudyState.Reader(runs);
        boolean none = true;
        for (Study study : PaperStudies.ALL) {
            for (Journal journal : Journal.all(runs, study)) {
                none = false;
                try {
                    print(study.name(), journal, reader, runs);
                } catch (UserError e) {
                    // One dataset that is gone keeps nobody from asking for the others.
                    System.out.printf(
                            "%s (%s): %s%n",
                            study.name(), journal.plan().options(), e.getMessage());
                }
            }
        }
        if (none) {
            System.out.println("No study was begun. ./workbench study list has them all.");
        }
        return 0;
    }

    private static void print(String name, Journal journal, StudyState.Reader reader, Path runs) {
        Start start = journal.plan().start();
        Study study = PaperStudies.named(name, start);
        StudyState state = reader.of(study.specs(journal.plan()));
        System.out.printf(
                "%s (%s): %d of %d runs finished%s%n",
                name,
                journal.plan().options(),
                state.finished().size(),
                state.specs().size(),
                state.isComplete()
                        ? ""
                        : ", about %s left".formatted(TimeLeft.words(state.secondsLeft())));
        if (Journal.isOpen(runs, study, start)) {
            List<String> running = state.running(runs);
            System.out.println(
                    "  goes on now" + (running.isEmpty() ? "" : ": " + String.join("; ", running)));
        } else if (!state.isComplete()) {
            System.out.printf(
                    "  stopped; goes on with ./workbench study run %s %s%n",
                    name, journal.plan().options());
        }
        journal.failures()
                .forEach((run, why) -> System.out.println("  failed: " + run + ": " + why));
    }
}
