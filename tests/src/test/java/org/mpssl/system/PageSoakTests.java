package org.mpssl.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.List;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Tag;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** A page that works is one that works every time. */
@Tag("soak")
class PageSoakTests {

    private static final LauncherDiscoveryRequest TESTS_OF_A_PAGE =
            LauncherDiscoveryRequestBuilder.request()
                    .selectors(selectClass(BrowserTests.class))
                    .selectors(selectClass(PlaygroundPageTests.class))
                    .build();

    @RepeatedTest(5)
    void allTestsOfAPagePassFiveTimesInARow(RepetitionInfo round) {
        LabPage.requireChromium();
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        LauncherFactory.create().execute(TESTS_OF_A_PAGE, listener);

        TestExecutionSummary summary = listener.getSummary();
        System.out.printf(
                "Tests of a page, round %d of %d: %d passed, %d failed, %d skipped%n",
                round.getCurrentRepetition(),
                round.getTotalRepetitions(),
                summary.getTestsSucceededCount(),
                summary.getTestsFailedCount(),
                summary.getTestsSkippedCount());
        assertThat(failures(summary)).isEmpty();
        assertThat(summary.getTestsSucceededCount()).isPositive();
        assertThat(summary.getTestsAbortedCount()).isZero();
        assertThat(summary.getTestsSkippedCount()).isZero();
    }

    private static List<String> failures(TestExecutionSummary summary) {
        return summary.getFailures().stream()
                .map(
                        failure ->
                                failure.getTestIdentifier().getDisplayName()
                                        + ": "
                                        + failure.getException())
                .toList();
    }
}
