package dev.voltaire.ocpp.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.voltaire.ocpp.wire.Deviation.Kind;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ShapeTest {
    record Item(String name, @Nullable BigDecimal amount) {}

    record Sample(
            int number,
            @Text(5) @Nullable String text,
            @OneOf({"A", "B"}) @Nullable String word,
            @Expected @Nullable Instant at,
            @Nullable Boolean flag,
            @Nullable List<Item> items) {}

    private static Shape.Reading<Sample> read(String json) throws JsonProcessingException {
        return Shape.of(Sample.class).read(WireJson.MAPPER.readTree(json));
    }

    @Test
    void anExactPayloadHasNoDeviations() throws Exception {
        var reading = read("{\"number\":3,\"text\":\"abc\",\"word\":\"A\",\"at\":\"2026-01-02T03:04:05Z\","
                + "\"flag\":true,\"items\":[{\"name\":\"x\",\"amount\":1.25}]}");

        assertThat(reading.deviations()).isEmpty();
        assertThat(reading.value())
                .isEqualTo(new Sample(
                        3,
                        "abc",
                        "A",
                        Instant.parse("2026-01-02T03:04:05Z"),
                        true,
                        List.of(new Item("x", new BigDecimal("1.25")))));
    }

    @Test
    void whatIsNotQuiteRightIsTakenAndNoted() throws Exception {
        var reading = read("{\"number\":\"3\",\"text\":\"abcdefgh\",\"word\":\"Z\",\"flag\":\"true\",\"more\":{},"
                + "\"items\":[{\"name\":7}]}");

        assertThat(reading.value()).isEqualTo(new Sample(3, "abcdefgh", "Z", null, true, List.of(new Item("7", null))));
        assertThat(reading.deviations())
                .contains(
                        new Deviation(Kind.WRONG_TYPE, "number"),
                        new Deviation(Kind.TOO_LONG, "text"),
                        new Deviation(Kind.UNKNOWN_WORD, "word"),
                        new Deviation(Kind.MISSING, "at"),
                        new Deviation(Kind.WRONG_TYPE, "flag"),
                        new Deviation(Kind.UNKNOWN_FIELD, "more"),
                        new Deviation(Kind.WRONG_TYPE, "items.name"));
    }

    @Test
    void onlyAMissingOrUnreadableNeededFieldRefusesThePayload() {
        assertThatThrownBy(() -> read("{}")).isInstanceOf(UnfitPayloadException.class);
        assertThatThrownBy(() -> read("{\"number\":\"many\"}")).isInstanceOf(UnfitPayloadException.class);
        assertThatThrownBy(() -> read("{\"number\":1e400}")).isInstanceOf(UnfitPayloadException.class);
        assertThatThrownBy(() -> read("{\"number\":99999999999}")).isInstanceOf(UnfitPayloadException.class);
    }

    @Test
    void timesAreReadWithFractionsOffsetsAndWithoutAny() {
        Instant expected = Instant.parse("2023-10-19T13:28:07Z");
        assertThat(WireTime.read("2023-10-19T15:28:07+02:00")).hasValue(expected);
        assertThat(WireTime.read("2023-10-19T15:28:07+02")).hasValue(expected);
        assertThat(WireTime.read("2023-10-19T15:28:07+0200")).hasValue(expected);
        assertThat(WireTime.read("2023-10-19T13:28:07")).hasValue(expected);
        assertThat(WireTime.read("2023-10-19T13:28:07.123456Z")).hasValue(expected.plusNanos(123_456_000));
        assertThat(WireTime.read("yesterday")).isEmpty();
        assertThat(WireTime.write(expected.plusNanos(123_456_789))).isEqualTo("2023-10-19T13:28:07.123Z");
    }

    @Test
    void hostileMessagesAreUnreadableAndNothingMore() {
        assertThat(RpcReader.read("[".repeat(10_000))).isInstanceOf(RpcFrame.Unreadable.class);
        assertThat(RpcReader.read("[2,\"1\",\"A\",{\"n\":1" + "0".repeat(1000) + "}]"))
                .isInstanceOf(RpcFrame.Unreadable.class);
        assertThat(RpcReader.read("")).isInstanceOf(RpcFrame.Unreadable.class);
        assertThat(RpcReader.read("[2,\"" + "x".repeat(300) + "\",\"A\",{}]")).isInstanceOf(RpcFrame.Unreadable.class);
        assertThat(RpcReader.read("[2,\"1\",\"A\",{}] trailing")).isInstanceOf(RpcFrame.Unreadable.class);
    }
}
