package org.mpssl.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mpssl.UserError;
import org.mpssl.files.StrictJson;

class StartTests {

    private static final JsonMapper JSON = StrictJson.mapper().build();

    @Test
    void theShippedDatasetIsItsNameInJsonAndAFolderHasItsPreset() throws JsonProcessingException {
        Start cars = new Start("data/cars", "paper");

        assertThat(JSON.writeValueAsString(Start.SHIPPED)).isEqualTo("\"fashion-mini\"");
        assertThat(JSON.writeValueAsString(cars))
                .isEqualTo("{\"folder\":\"data/cars\",\"preset\":\"paper\"}");
        assertThat(JSON.readValue("\"fashion-mini\"", Start.class)).isEqualTo(Start.SHIPPED);
        assertThat(JSON.readValue(JSON.writeValueAsString(cars), Start.class)).isEqualTo(cars);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"data/cars\"",
                "{\"folder\":\"data/cars\"}",
                "{\"folder\":\"data/cars\",\"preset\":3}",
                "{\"folder\":\"data/cars\",\"preset\":\"paper\",\"more\":1}",
                "{\"folder\":\"data/cars\",\"preset\":\"large\"}"
            })
    void nothingElseIsReadAsOne(String json) {
        assertThatThrownBy(() -> JSON.readValue(json, Start.class))
                .hasRootCauseInstanceOf(UserError.class);
    }

    @ParameterizedTest
    @CsvSource({
        "data/cars, table-x-cars-paper",
        "data/cars/, table-x-cars-paper",
        "./data/cars, table-x-cars-paper",
        "data2/cars, table-x-data2-cars-paper",
        "/far/data/cars, table-x-far-data-cars-paper",
        "a/../my cars, table-x-my-cars-paper"
    })
    void filesAreCalledByFolderAndPreset(String dataset, String name) {
        Study study = Study.of("table-x", "");

        assertThat(new Start(dataset, "paper").fileName(study)).isEqualTo(name);
        assertThat(Start.SHIPPED.fileName(study)).isEqualTo("table-x");
    }

    @Test
    void optionsAreThoseOfTheCommandLine() {
        assertThat(new Plan(new Start("data/cars", "paper"), 3, 0, false).options())
                .isEqualTo("--dataset data/cars --preset paper --seeds 3");
    }
}
