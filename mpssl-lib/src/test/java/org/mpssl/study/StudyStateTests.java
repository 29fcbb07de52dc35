package org.mpssl.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mpssl.UserError;
import org.mpssl.train.Evaluation;
import org.mpssl.train.RunFolder;
import org.mpssl.train.RunResult;
import org.mpssl.train.RunSpec;

class StudyStateTests {

    @TempDir Path folder;

    private static RunResult result(RunSpec spec, double seconds, Map<String, String> provenance) {
        List<Evaluation> history =
                List.of(
                        new Evaluation(1, 0.1, 0.4, Map.of()),
                        new Evaluation(2, 0.1, 0.6, Map.of()),
                        new Evaluation(3, 0.1, 0.5, Map.of()));
        return new RunResult(spec, 0.7, 0.71, 2, false, seconds, history, List.of(), provenance);
    }

    @Test
    void timeLeftIsThatOfTheWorkLeftAtThePaceOfWhatIsDoneTwoAtATime() {
        RunSpec base = RunSpec.mini("base", 0).with("steps", 100);
        RunSpec mpSsl = RunSpec.mini("mp-ssl", 0).with("steps", 100);

        // 100 units took 3 seconds: 1,400 units take 42 on one thread.
        StudyState state =
                new StudyState(List.of(base, mpSsl), Map.of(base, result(base, 3, Map.of())));
        assertThat(state.secondsLeft()).isCloseTo(21, within(1e-9));
        assertThat(state.isComplete()).isFalse();

        RunSpec quick = base.with("steps", 99);
        StudyState onlyQuick =
                new StudyState(List.of(base, quick), Map.of(quick, result(quick, 9, Map.of())));
        assertThat(onlyQuick.secondsLeft()).isCloseTo(100 * Work.SECONDS / 2, within(1e-9));
        StudyState begun = new StudyState(List.of(base), Map.of());
        assertThat(begun.secondsLeft()).isCloseTo(100 * Work.SECONDS / 2, within(1e-9));
        StudyState done = new StudyState(List.of(base), state.finished());
        assertThat(done.isComplete()).isTrue();
        assertThat(done.secondsLeft()).isZero();
    }

    @Test
    void figuresOfAStudyAreThoseOfItsRuns() {
        Plan plan = new Plan(Start.SHIPPED, 2, 3, false);
        Study study = ExampleStudies.small();
        List<RunSpec> specs = study.cells().get(0).specs(plan);

        StudyResult figures =
                StudyResult.of(
                        study,
                        plan,
                        12.4,
                        Map.of(specs.get(1), result(specs.get(1), 3.14159, Map.of("java", "17"))),
                        Map.of(
                                RunFolder.name(specs.get(0)),
                                "no number",
                                RunFolder.name(specs.get(1)),
                                "before it ended",
                                "base-7-abc",
                                "of another plan"));

        assertThat(figures.wallSeconds()).isEqualTo(12);
        assertThat(figures.cells()).hasSize(3);
        assertThat(figures.cells().get(0).runs())
                .containsExactly(new StudyResult.Run(1, specs.get(1).hash(), 0.7, 0.71, 0.6, 3.1));
        assertThat(figures.cells().get(1).runs()).isEmpty();
        assertThat(figures.runs()).isEqualTo(1);
        assertThat(figures.environment()).containsExactly(Map.entry("java", "17"));
        assertThat(figures.failures())
                .containsExactly(Map.entry(RunFolder.name(specs.get(0)), "no number"));
        assertThat(figures.belongsTo(study)).isTrue();
    }

    @Test
    void figuresOfOtherSettingsDoNotBelongToAStudy() {
        Plan plan = new Plan(Start.SHIPPED, 1, 3, false);
        Study study = ExampleStudies.small();
        RunSpec spec = study.cells().get(0).specs(plan).get(0);
        StudyResult figures =
                StudyResult.of(study, plan, 0, Map.of(spec, result(spec, 1, Map.of())), Map.of());
        Study renamed =
                new Study("x", "", study.view(), 1, study.columns(), study.rows(), List.of());
        Column wider =
                Column.standIn(
                        "Birds",
                        "",
                        Setting.of("").with(ExampleStudies.TINY).with("width", 3).fields());
        Study changed =
                new Study(
                        "small",
                        "",
                        study.view(),
                        1,
                        List.of(study.columns().get(0), wider),
                        study.rows(),
                        List.of());

        assertThat(figures.belongsTo(study)).isTrue();
        assertThat(figures.belongsTo(study.own("one more", Setting.of("p-ssl")))).isFalse();
        assertThat(figures.belongsTo(renamed)).isFalse();
        assertThat(figures.belongsTo(changed)).isFalse();
    }

    @Test
    void setUpsMayHaveTheirOwnModelsAndNothingElseOfTheirOwn() {
        RunSpec one = RunSpec.mini("naive", 0);
        RunSpec other = one.with("setUp", "disjoint");

        assertThat(
                        Environment.of(
                                List.of(
                                        result(one, 1, Map.of("generator", "a", "threads", "1")),
                                        result(
                                                other,
                                                1,
                                                Map.of("generator", "b", "threads", "1")))))
                .containsOnly(
                        Map.entry("generator, coarse-to-fine", "a"),
                        Map.entry("generator, disjoint", "b"),
                        Map.entry("threads", "1"));
        assertThatThrownBy(
                        () ->
                                Environment.of(
                                        List.of(
                                                result(one, 1, Map.of("threads", "1")),
                                                result(other, 1, Map.of("threads", "2")))))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("'threads'");
    }

    @Test
    void columnsMayStartFromWeightsOfTheirOwn() {
        RunSpec one = RunSpec.mini("base", 0).with("init", "weights/resnet50.safetensors");
        RunSpec other = one.with("init", "weights/resnet101.safetensors");
        RunResult first = result(one, 1, Map.of("classifierStart", "a", "threads", "1"));

        assertThat(
                        Environment.of(
                                List.of(
                                        first,
                                        result(
                                                other,
                                                1,
                                                Map.of("classifierStart", "b", "threads", "1")))))
                .containsOnly(
                        Map.entry("classifierStart, weights/resnet50.safetensors", "a"),
                        Map.entry("classifierStart, weights/resnet101.safetensors", "b"),
                        Map.entry("threads", "1"));
        assertThatThrownBy(
                        () ->
                                Environment.of(
                                        List.of(
                                                first,
                                                result(one, 1, Map.of("classifierStart", "b")))))
                .isInstanceOf(UserError.class);
    }

    @Test
    void aDamagedJournalSaysWhatToDo() throws IOException {
        Path file = folder.resolve("studies/small.json");
        new Journal(Plan.of(1), Map.of("run", "why")).write(folder, ExampleStudies.small());
        assertThat(Journal.of(folder, ExampleStudies.small()).orElseThrow().failures())
                .containsEntry("run", "why");

        for (byte[] damaged : List.of(new byte[] {'{'}, new byte[] {(byte) 0xFF})) {
            Files.write(file, damaged);

            assertThatThrownBy(() -> Journal.of(folder, ExampleStudies.small()))
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining("small.json is not a study's journal")
                    .hasMessageContaining("delete it and run the study again");
        }
    }

    @Test
    void aDamagedResultCountsAsNoneAndDoesNotStopTheOthers() throws IOException {
        Study study = ExampleStudies.small();
        Plan plan = new Plan(Start.SHIPPED, 1, 2, false);
        new StudyRun(study, plan, folder, 2).execute(line -> {});
        List<RunSpec> specs = study.specs(plan);
        RunFolder one = RunFolder.of(folder, specs.get(1));
        Files.writeString(one.path().resolve("result.json"), "{");

        StudyState state = new StudyState.Reader(folder).of(specs);

        assertThat(state.finished()).hasSize(2).doesNotContainKey(specs.get(1));
        assertThat(one.finished()).isEmpty();
        new StudyRun(study, plan, folder, 2).execute(line -> {});
        assertThat(new StudyState.Reader(folder).of(specs).isComplete()).isTrue();
    }
}
