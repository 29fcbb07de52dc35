package org.mpssl.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.mpssl.UserError;
import org.mpssl.train.RunSpec;

class StudyDefinitionTests {

    private final Plan plan = new Plan(Start.SHIPPED, 2, 3, false);

    @Test
    void everyPlaceWithRunsIsACellColumnByColumn() {
        assertThat(ExampleStudies.small().cells())
                .extracting(cell -> cell.column().name() + "/" + cell.row().name())
                .containsExactly("Birds/Base Model", "Birds/naive, own", "Birds/MP-SSL");
        assertThat(ExampleStudies.shares().cells())
                .extracting(cell -> cell.column().name() + "/" + cell.row().name())
                .containsExactly(
                        "10 %/Base Model",
                        "10 %/Naive gSSL",
                        "50 %/Base Model",
                        "10 %, disjoint/Base Model",
                        "10 %, disjoint/Naive gSSL");
    }

    @Test
    void aRunHasTheFieldsOfItsRowItsColumnAndThePlan() {
        RunSpec spec = ExampleStudies.shares().cells().get(4).specs(plan).get(1);

        assertThat(spec.method()).isEqualTo("naive");
        assertThat(spec.setUp()).isEqualTo("disjoint");
        assertThat(spec.classifier().width()).isEqualTo(2);
        assertThat(spec.steps()).isEqualTo(3);
        assertThat(spec.seed()).isEqualTo(1);
        assertThat(spec)
                .isEqualTo(
                        RunSpec.mini("naive", 1)
                                .with("setUp", "disjoint")
                                .with("testImages", 20)
                                .with("labelsPerClass", 2)
                                .with("validationPerClass", 2)
                                .with("blocks", List.of(1))
                                .with("width", 2)
                                .with("batchSize", 4)
                                .with("steps", 3));
    }

    @Test
    void quickCutsTheRuns() {
        RunSpec spec = Plan.of(1).spec(Study.BASE, 0);
        RunSpec quick = new Plan(Start.SHIPPED, 1, 0, true).spec(Study.BASE, 0);

        assertThat(spec).isEqualTo(RunSpec.mini("base", 0));
        assertThat(quick).isEqualTo(RunSpec.mini("base", 0).quick());
    }

    @Test
    void aRunIsMadeOnceAndTheLongestComesFirst() {
        Study twice =
                ExampleStudies.small()
                        .own("the default by another name", Study.MP_SSL.with("lambda", 3))
                        .own("another", Study.BASE.with("eta", 0.2));

        List<RunSpec> specs = twice.specs(plan);

        // Base, naive, MP-SSL and the other one, two seeds each.
        assertThat(specs).hasSize(8).doesNotHaveDuplicates();
        assertThat(specs.subList(0, 2)).allMatch(spec -> spec.method().equals("mp-ssl"));
        assertThat(specs.subList(2, 4)).allMatch(spec -> spec.method().equals("naive"));
    }

    @Test
    void thePapersNumbersBelongToItsColumns() {
        Study study = ExampleStudies.small();
        Column cars = study.column("Cars");
        Column birds = study.column("Birds");

        assertThat(study.printed(study.rows().get(0), cars)).hasValue(50);
        assertThat(study.printed(study.rows().get(0), birds)).hasValue(60);
        assertThat(study.printed(study.rows().get(1), birds)).isEmpty();
        assertThat(study.printed(study.rows().get(2), cars)).hasValue(55.5);
        assertThat(study.printed(study.rows().get(2), birds)).isEmpty();
        Study shares = ExampleStudies.shares();
        assertThat(shares.printed(shares.rows().get(0), shares.column("10 %, disjoint"))).isEmpty();
    }

    @Test
    void mistakesInADefinitionAreFoundWhenItIsMade() {
        Study study = ExampleStudies.small();

        assertThatThrownBy(() -> study.row("too few", Study.BASE, 1))
                .hasMessageContaining("'too few' has 1 numbers for 2 columns");
        assertThatThrownBy(() -> study.own("wide", Study.BASE.with("width", 3)))
                .hasMessageContaining("both 'wide' and 'Birds' say what width is");
        assertThatThrownBy(() -> study.own("MP-SSL", Study.BASE)).hasMessageContaining("MP-SSL");
        assertThatThrownBy(() -> study.without("Dogs", "none")).hasMessageContaining("'Dogs'");
    }

    @Test
    void anImpossiblePlanIsTheUsersMistake() {
        assertThatThrownBy(() -> new Start("cars", "mini"))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("'cars'")
                .hasMessageContaining("fashion-mini");
        assertThatThrownBy(() -> Plan.of(0)).hasMessageContaining("from 1 to 999 seeds, not 0");
        assertThatThrownBy(() -> new Plan(Start.SHIPPED, 1, -1, false)).hasMessageContaining("-1");
    }

    @Test
    void thePlanIsSaidAsTheCommandLineTakesIt() {
        assertThat(Plan.of(5).options()).isEqualTo("--dataset fashion-mini --seeds 5");
        assertThat(new Plan(Start.SHIPPED, 1, 300, true).options())
                .isEqualTo("--dataset fashion-mini --seeds 1 --steps 300 --quick");
    }

    /** A step of MP-SSL weighs as much as 14 of the base model, a network of twice the size two. */
    @Test
    void workGrowsWithMethodStepsAndNetwork() {
        assertThat(Work.of(RunSpec.mini("base", 0).with("steps", 10))).isEqualTo(10);
        assertThat(Work.of(RunSpec.mini("mp-ssl", 0).with("steps", 10))).isEqualTo(140);
        assertThat(Work.perStep(RunSpec.mini("naive", 0))).isEqualTo(2.5);
        assertThat(Work.perStep(RunSpec.mini("p-ssl", 0).with("mu", 7))).isEqualTo(11.5);
        assertThat(Work.perStep(RunSpec.mini("mp-ssl", 0).with("lmo", false))).isEqualTo(2.5);
        assertThat(Work.perStep(RunSpec.mini("base", 0).with("width", 32))).isEqualTo(2);
        assertThat(Work.perStep(RunSpec.mini("base", 0).with("blocks", List.of(2, 2, 2, 2))))
                .isEqualTo(2);
    }
}
